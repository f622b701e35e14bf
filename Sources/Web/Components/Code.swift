/// Text to be copied: a block of code with a button that the script brings to life.
enum Code {
    static func block(_ text: String, label: String) -> HTML {
        """
        <div class="code"><pre tabindex="0" aria-label="\(label)">\(text)</pre>\
        <button type="button" class="btn s" data-copy>Copy<span class="vh"> \(label)</span></button></div>
        """
    }
}
