/// The state's mark inside a drawing, with a rim in the panel's colour.
enum Mark {
    static func markup(_ tone: Tone, x: Double, y: Double, size: Double = 1) -> HTML {
        let colour = Ink.of(tone)
        switch tone {
        case .tilt:
            return """
                <path d="M\(at: x) \(at: y + 5.6 * size) \(at: x - 6 * size) \(at: y - 5 * size)h\(at: 12 * size)z" \
                fill="\(colour)" stroke="var(--panel)" stroke-width="1.4"/>
                """
        case .watch:
            let reach = 6.2 * size
            return """
                <path d="M\(at: x) \(at: y - reach) \(at: x + reach) \(at: y) \(at: x) \(at: y + reach) \
                \(at: x - reach) \(at: y)z" fill="\(colour)" stroke="var(--panel)" stroke-width="1.4"/>
                """
        case .learn, .plain:
            return """
                <circle cx="\(at: x)" cy="\(at: y)" r="\(at: 4 * size)" fill="var(--panel)" stroke="\(colour)" \
                stroke-width="1.6" stroke-dasharray="2.4 1.8"/>
                """
        case .ok:
            return """
                <circle cx="\(at: x)" cy="\(at: y)" r="\(at: 4.6 * size)" fill="\(colour)" stroke="var(--panel)" \
                stroke-width="1.4"/>
                """
        }
    }
}
