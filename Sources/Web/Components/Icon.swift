/// The marks of the rail and of the product.
enum Icon {
    static func markup(of section: Section) -> HTML {
        let shape: HTML
        switch section {
        case .overview:
            shape =
                """
                <path d="M2 12.5h14M2 6.2 16 4"/><circle cx="12" cy="4.6" r="1.7" fill="currentColor" stroke="none"/>
                """
        case .incidents: shape = "<path d=\"M9 2.6 16 15H2z\"/><path d=\"M9 7.4v3.4M9 12.9v.1\"/>"
        case .systems:
            shape =
                """
                <rect x="2.5" y="2.5" width="5.2" height="5.2" rx="1.3"/>\
                <rect x="10.3" y="2.5" width="5.2" height="5.2" rx="1.3"/>\
                <rect x="2.5" y="10.3" width="5.2" height="5.2" rx="1.3"/>\
                <rect x="10.3" y="10.3" width="5.2" height="5.2" rx="1.3"/>
                """
        case .calls:
            shape =
                """
                <path d="M2.5 4.5h13M2.5 9h9M2.5 13.5h6"/>\
                <circle cx="13.6" cy="12.4" r="1.9"/>
                """
        case .changes:
            shape =
                """
                <circle cx="5" cy="4.2" r="1.9"/><circle cx="5" cy="13.8" r="1.9"/><circle cx="13" cy="9" r="1.9"/>\
                <path d="M5 6.1v5.8M6.9 4.6c3.4.3 5 1.3 5.6 2.6"/>
                """
        }
        return """
            <svg width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="currentColor" stroke-width="1.5" \
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">\(shape)</svg>
            """
    }

    /// A ball on a tilted level.
    static let product: HTML = """
        <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">\
        <rect width="26" height="26" rx="7" fill="var(--ink)"/>\
        <path d="M5 18h16" stroke="var(--panel)" stroke-width="1.6" stroke-linecap="round" opacity=".45"/>\
        <path d="M5 15.5 21 9" stroke="var(--panel)" stroke-width="2" stroke-linecap="round"/>\
        <circle cx="10" cy="10" r="2.7" fill="var(--tilt-soft)"/></svg>
        """
}
