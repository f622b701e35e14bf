import Reports
import Web

/// A report as a JUnit file: one case per field, broken column and figure of performance. What drifted, broke or got worse is
/// a failure; what cannot be told yet is skipped.
struct JUnitFile {
    private struct Case {
        let group: String
        let name: String
        /// Why it failed, or was skipped; `nil` when it passed.
        var failure: String?
        var skipped: String?
    }

    private let report: ComparisonReport

    init(_ report: ComparisonReport) {
        self.report = report
    }

    /// The file, XML 1.0.
    var text: String {
        let cases = cases
        let failures = cases.count { $0.failure != nil }
        let skipped = cases.count { $0.skipped != nil }
        let counts = "tests=\"\(cases.count)\" failures=\"\(failures)\" skipped=\"\(skipped)\" errors=\"0\""
        let body = cases.map { entry -> String in
            let head = "    <testcase classname=\"\(Self.escaped(entry.group))\" name=\"\(Self.escaped(entry.name))\""
            if let failure = entry.failure {
                return "\(head)>\n      <failure message=\"\(Self.escaped(failure))\"/>\n    </testcase>"
            }
            if let skipped = entry.skipped {
                return "\(head)>\n      <skipped message=\"\(Self.escaped(skipped))\"/>\n    </testcase>"
            }
            return head + "/>"
        }
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <testsuites name="tiltmeter report" \(counts)>
              <testsuite name="\(Self.escaped(report.summary))" \(counts)>
            \(body.joined(separator: "\n"))
              </testsuite>
            </testsuites>

            """
    }

    private var cases: [Case] {
        let schema = report.schemaChanges.filter(\.isBreaking).map {
            Case(group: "schema", name: ReportWords.name($0.field), failure: $0.words)
        }
        let fields = report.fields.map { field -> Case in
            let name = ReportWords.name(field.name)
            return switch field.verdict {
            case .drifted: Case(group: "drift", name: name, failure: field.reason)
            case .tooEarly, .cannotTell: Case(group: "drift", name: name, skipped: field.reason)
            case .steady, .differsLittle: Case(group: "drift", name: name)
            }
        }
        let measured = (report.performance?.measured ?? []).map { metric -> Case in
            let name = ReportWords.title(of: metric.metric)
            return switch metric.verdict {
            case .worse: Case(group: "performance", name: name, failure: metric.reason)
            case .tooEarly: Case(group: "performance", name: name, skipped: metric.reason)
            case .better, .steady, .differsLittle: Case(group: "performance", name: name)
            }
        }
        return schema + fields + measured
    }

    /// For an attribute; characters that XML 1.0 has no place for become U+FFFD.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\t", "\n", "\r": result += " "
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result.unicodeScalars.append("\u{FFFD}")
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
