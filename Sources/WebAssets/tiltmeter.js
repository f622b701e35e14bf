// Tiltmeter's one script. Everything works without it; it adds copy buttons, times that stay current, and keys.
const root = document.documentElement;
root.classList.add("js");

// Copy buttons stand inside a block of code.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const pre = button.parentElement.querySelector("pre");
  try {
    await navigator.clipboard.writeText(pre.textContent);
  } catch {
    // Without the clipboard (plain HTTP, an old browser) the text is selected, ready for the usual keys.
    getSelection().selectAllChildren(pre);
    return;
  }
  const before = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = before; }, 1600);
});

// "2 s ago" stays true. The offset between our clock and the server's comes from the page itself: in the demo they differ.
const drawn = performance.now();
const spans = [...document.querySelectorAll("time[data-ago]")].map((element) => ({
  element, seconds: parseFloat(element.dataset.ago) || 0,
}));
function span(seconds) {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min`;
  if (whole < 86400) return `${Math.floor(whole / 3600)} h`;
  return `${Math.floor(whole / 86400)} d`;
}
if (spans.length) {
  setInterval(() => {
    const passed = (performance.now() - drawn) / 1000;
    for (const { element, seconds } of spans) element.textContent = `${span(seconds + passed)} ago`;
  }, 5000);
}

// Keys. Single keys do nothing while typing and can be switched off; Shift ? always opens the help, to switch them on.
const storage = {
  get isOff() { try { return localStorage.getItem("keys") === "off"; } catch { return false; } },
  set isOff(value) { try { localStorage.setItem("keys", value ? "off" : "on"); } catch { /* the choice lasts for this page */ } },
};
const isTyping = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
let leader = -Infinity;
let row = -1;

const rows = () => [...document.querySelectorAll("[data-row]")].filter((link) => link.offsetParent);
function move(step) {
  const links = rows();
  if (!links.length) return;
  document.querySelector(".on-row")?.classList.remove("on-row");
  row = Math.max(0, Math.min(links.length - 1, row + step));
  links[row].closest("tr,li")?.classList.add("on-row");
  links[row].focus();
}

function press(element) {
  if (!element) return false;
  if (/^(TEXTAREA|INPUT|SELECT)$/.test(element.tagName)) element.focus();
  else element.click();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (storage.isOff && event.key !== "?") return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const led = performance.now() - leader < 1200;
  leader = -Infinity;
  let done = false;
  if (led) done = press(document.querySelector(`[data-go="${CSS.escape(key)}"]`));
  else if (key === "g") { leader = performance.now(); done = true; }
  else if (key === "j") { move(1); done = true; }
  else if (key === "k") { move(-1); done = true; }
  else if (key === "/") done = press(document.querySelector("[data-find]"));
  else if (key === "?") { help(); done = true; }
  else if (key === "p") { print(); done = true; }
  else if (key === "Enter") {
    // On a link or a button the key already does what it says.
    if (document.activeElement === document.body || document.activeElement?.tagName === "MAIN") {
      done = press(document.querySelector("[data-enter]"));
    }
  } else if (/^[a-z0-9]$/.test(key)) done = press(document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  if (done) event.preventDefault();
});

// The help lists exactly the keys that work on this page.
function help() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  const add = (keys, what) => {
    const term = document.createElement("dt");
    for (const key of keys) {
      const shown = document.createElement("kbd");
      shown.textContent = key;
      term.append(shown, " ");
    }
    const words = document.createElement("dd");
    words.textContent = what;
    list.append(term, words);
  };
  for (const link of document.querySelectorAll("[data-go]")) {
    add(["g", link.dataset.go], link.querySelector("span")?.textContent ?? link.textContent.trim());
  }
  if (rows().length) { add(["j", "k"], "next and previous row"); add(["↵"], "open the row"); }
  else if (document.querySelector("[data-enter]")) add(["↵"], document.querySelector("[data-enter]").textContent.replace("↵", "").trim());
  if (document.querySelector("[data-find]")) add(["/"], "filter");
  for (const element of document.querySelectorAll("[data-key]")) {
    const label = element.labels?.[0]?.textContent ?? element.firstChild?.textContent ?? element.textContent;
    add([element.dataset.key], label.trim());
  }
  add(["p"], "print"); add(["?"], "these keys"); add(["Esc"], "close");
  const title = document.createElement("h2");
  title.textContent = "Keys on this page";
  const off = document.createElement("button");
  off.className = "btn s";
  off.textContent = storage.isOff ? "Switch single keys on" : "Switch single keys off";
  off.addEventListener("click", () => { storage.isOff = !storage.isOff; dialog.close(); });
  dialog.append(title, list, off);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

// The first visit waits for the first call.
if (document.querySelector("[data-wait]")) {
  setInterval(async () => {
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (answer.ok && !(await answer.text()).includes("data-wait")) location.reload();
    } catch { /* the server is away; the next round asks again */ }
  }, 3000);
}
