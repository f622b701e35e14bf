#!/usr/bin/env python3
"""Looks at the gallery with a real browser, under the product's own content security policy.

    TILTMETER_GALLERY=/tmp/gallery swift test --filter Gallery
    python3 Tests/WebTests/Pages/look.py /tmp/gallery [PAGE...]

Writes a picture of every page in light, dark and 390 px beside it and fails when axe finds anything, when a page scrolls
sideways at 320 or 390 px, when a target is smaller than 24 px, when the console has an error, or when the policy is broken.
Needs: pip install playwright axe-playwright-python; Debian's chromium.
"""
import functools
import http.server
import pathlib
import shutil
import sys
import threading

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; font-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


class Handler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self):
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *arguments):
        pass


def small_targets(page):
    return page.evaluate(
        """() => [...document.querySelectorAll('a[href],button,summary,input,select,textarea')].filter(e => {
            const r = e.getBoundingClientRect(), s = getComputedStyle(e);
            if (!r.width || s.visibility === 'hidden' || e.type === 'hidden' || r.right < 0) return false;
            const inSentence = s.display === 'inline' && e.closest('p');
            return !inSentence && (r.height < 23.9 || r.width < 23.9);
        }).map(e => e.outerHTML.slice(0, 120))"""
    )


def main():
    folder = pathlib.Path(sys.argv[1])
    names = sys.argv[2:] or sorted(path.stem for path in folder.glob("*.html"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    findings = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for label, width, scheme, scripts in (
            ("light", 1440, "light", True), ("dark", 1440, "dark", True), ("phone", 390, "light", True),
            ("phone-dark", 390, "dark", True), ("narrow", 320, "light", True), ("plain", 1440, "light", False),
        ):
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, device_scale_factor=1.5,
                bypass_csp=False, java_script_enabled=scripts)
            for name in names:
                page = context.new_page()
                said = []
                page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
                page.on("pageerror", lambda error: said.append(str(error)))
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                page.wait_for_load_state("networkidle")
                if scripts:
                    page.evaluate("() => document.fonts.ready.then(() => true)")
                    overflow = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
                    if overflow > 0:
                        findings.append(f"{name} {label}: scrolls sideways by {overflow} px")
                    findings += [f"{name} {label}: small target {target}" for target in small_targets(page)]
                    result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
                    for violation in result.response["violations"]:
                        for node in violation["nodes"]:
                            findings.append(f"{name} {label}: axe {violation['id']}: {node['html'][:160]} {node.get('any', [{}])[:1]}")
                findings += [f"{name} {label}: console: {text}" for text in said]
                if label != "plain":
                    page.screenshot(path=str(folder / f"{name}-{label}.png"), full_page=True)
                if label == "light":
                    page.pdf(path=str(folder / f"{name}.pdf"), format="A4")
                page.close()
            context.close()
        browser.close()
    print("\n".join(findings) or f"{len(names)} pages: nothing found")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
