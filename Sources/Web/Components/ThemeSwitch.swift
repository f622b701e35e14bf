/// Three small buttons: as the system has it, light, dark. The choice is kept in the cookie `tm_view`.
struct ThemeSwitch {
    /// Where the form is posted: members `theme` and `back`; answered 303 to `back` with the cookie set.
    static let path = "/view"

    let chosen: Theme
    let path: String
    let token: String?

    var markup: HTML {
        """
        <form class="theme" method="post" action="\(Self.path)" aria-label="Colours">\(Form.token(token))\
        <input type="hidden" name="back" value="\(path)">\(Theme.allCases.map(button))</form>
        """
    }

    private func button(_ theme: Theme) -> HTML {
        """
        <button name="theme" value="\(theme.rawValue)" aria-pressed="\(theme == chosen ? "true" : "false")">\
        \(theme.title)</button>
        """
    }
}

extension Theme {
    fileprivate var title: String {
        switch self {
        case .system: "System"
        case .light: "Light"
        case .dark: "Dark"
        }
    }
}
