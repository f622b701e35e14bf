import Telemetry

extension Stages {
    /// The bar of stages on an incident's page.
    var bar: HTML {
        let isOver = end != nil
        let noticedClass: HTML = acknowledged == nil && !isOver ? "now" : "done"
        let acknowledgedStep: HTML =
            acknowledged.map {
                "<li class=\"\(isOver ? "done" : "now" as HTML)\"\(isOver ? nil : Self.current)>Acknowledged<small>\($0.markup)</small></li>"
            } ?? (isOver ? .empty : "<li class=\"todo\">Acknowledged<small>not yet</small></li>")
        let last: HTML =
            switch end {
            case nil: "<li class=\"todo\">Recovered<small>not yet</small></li>"
            case .recovered(let time): "<li class=\"good\"\(Self.current)>Recovered<small>\(time.markup)</small></li>"
            case .dismissed(let time, let person, _):
                "<li class=\"done\"\(Self.current)>Dismissed<small>\(time.markup)\(person.map { ", \($0)" } ?? "")</small></li>"
            }
        return """
            <ol class="steps" aria-label="Stages"><li class="\(noticedClass)"\
            \(acknowledged == nil && !isOver ? Self.current : nil)>Noticed<small>\(noticed.markup)</small></li>\
            \(acknowledgedStep)\(last)</ol>
            """
    }

    private static let current: HTML? = " aria-current=\"step\""

    /// The same as dots with a word, for lists.
    var dots: HTML {
        let marks: HTML =
            switch (acknowledged, end) {
            case (_, .recovered): "<i class=\"done\"></i><i class=\"done\"></i><i class=\"good\"></i>"
            case (_, .dismissed): "<i class=\"done\"></i><i class=\"gone\"></i>"
            case (nil, nil): "<i class=\"now\"></i><i></i><i></i>"
            case (.some, nil): "<i class=\"done\"></i><i class=\"now\"></i><i></i>"
            }
        return "<span class=\"dots\" aria-hidden=\"true\">\(marks)</span> \(word)"
    }

    /// The stage in a word.
    var word: String {
        switch (acknowledged, end) {
        case (_, .recovered): "Recovered"
        case (_, .dismissed): "Dismissed"
        case (nil, nil): "Noticed"
        case (.some, nil): "Acknowledged"
        }
    }

    /// Seconds from the onset until somebody was told.
    func silentSeconds(_ onset: Onset) -> Double { max(0, noticed.seconds(since: onset.estimate)) }
}
