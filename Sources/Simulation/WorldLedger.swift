import Telemetry

/// What the teams of a world report to the ledger: deploys, prompts, prices, campaigns; most of it harmless.
struct WorldLedger: Sendable {
    let calendar: WorldCalendar

    private struct Line {
        var days: Double
        var until: Double?
        var kind: Change.Kind
        var system: String
        var title: String
        var from: String?
        var to: String?
        var author: String
    }

    /// All entries with the time at which each is sent, oldest first.
    func changes(withProviderFeed: Bool) -> [(arrival: Timestamp, change: Change)] {
        var lines: [Line] = [
            Line(
                days: -70, kind: .model, system: "fraud-scoring", title: "Model 2026.06 → 2026.08", from: "2026.06",
                to: "2026.08", author: "priya"),
            Line(
                days: -62, kind: .deploy, system: "support-answers", title: "Helpdesk 5.17", from: "5.16", to: "5.17",
                author: "deploy-bot"),
            Line(
                days: -55, kind: .model, system: "search-reranking", title: "Ranker 18 → 19", from: "18", to: "19",
                author: "olek"),
            Line(
                days: -51, kind: .prompt, system: "support-answers", title: "Answer prompt 11 → 12", from: "11",
                to: "12", author: "mara"),
            Line(
                days: -44, kind: .prompt, system: "reply-drafts", title: "Reply prompt 40 → 41", from: "40", to: "41",
                author: "mara"),
            Line(
                days: -37, kind: .deploy, system: "reply-drafts", title: "Inbox 2.32", from: "2.31", to: "2.32",
                author: "deploy-bot"),
            Line(
                days: -30, kind: .deploy, system: "support-answers", title: "Helpdesk 5.18", from: "5.17", to: "5.18",
                author: "deploy-bot"),
            Line(
                days: -28, kind: .deploy, system: "refund-triage", title: "Returns 4.7", from: "4.6", to: "4.7",
                author: "deploy-bot"),
            Line(
                days: -24, kind: .index, system: "support-answers", title: "Help centre indexed again", from: nil,
                to: nil, author: "index-job"),
            Line(
                days: RefundTriage.campaign.lowerBound, until: RefundTriage.campaign.upperBound, kind: .traffic,
                system: "refund-triage", title: "Easy returns campaign", from: nil, to: nil, author: "jonas"),
            Line(
                days: -13, kind: .deploy, system: "support-answers", title: "Helpdesk 5.19", from: "5.18", to: "5.19",
                author: "deploy-bot"),
            Line(
                days: FraudScoring.onset - 0.05, kind: .deploy, system: "fraud-scoring", title: "Payments service 3.4",
                from: "3.3", to: "3.4", author: "deploy-bot"),
            Line(
                days: InvoiceExtraction.onset, kind: .prompt, system: "invoice-extraction",
                title: "Invoice template 8 → 9", from: "8", to: "9", author: "tove"),
            Line(
                days: ReplyDrafts.onset, kind: .prompt, system: "reply-drafts", title: "Reply prompt 41 → 42",
                from: "41", to: "42", author: "mara"),
            Line(
                days: LeadScoring.start, kind: .deploy, system: "lead-scoring", title: "First version goes live",
                from: nil, to: "1", author: "priya"),
        ]
        if withProviderFeed {
            lines.append(
                Line(
                    days: SupportAnswers.providerChange, kind: .provider, system: "support-answers",
                    title: "atlas-4 answers with another build under the same name", from: "fp_7f3c", to: "fp_e19a",
                    author: "provider-watch"))
        }
        var entries = lines.map { line in
            change(
                line.kind, line.title, line.system, at: calendar.time(days: line.days),
                until: line.until.map { calendar.time(days: $0) }, from: line.from, to: line.to, author: line.author)
        }
        entries.append(
            change(
                .price, "ledger-2 becomes 4 % cheaper", "invoice-extraction", at: calendar.priceChange.start,
                until: nil,
                from: "0.50 / 4.00", to: "0.48 / 3.84", author: "finance"))
        let first = calendar.time(days: -Double(calendar.days))
        return entries.filter { $0.change.time >= first }
            .sorted { ($0.change.time, $0.change.title) < ($1.change.time, $1.change.title) }
    }

    private func change(
        _ kind: Change.Kind, _ title: String, _ system: String, at time: Timestamp, until: Timestamp?, from: String?,
        to: String?, author: String
    ) -> (arrival: Timestamp, change: Change) {
        guard let slug = SystemSlug(system) else { preconditionFailure("\(system) is no system") }
        let id = "\(kind.rawValue)-\(system)-\(CivilDate(time).text)"
        var change = Change(
            key: CallKey(clientID: id, system: slug), kind: kind, title: title, systems: [slug], time: time)
        change.clientID = id
        change.from = from
        change.to = to
        change.ref = to
        change.until = until
        change.author = author
        return (time.advanced(bySeconds: 45), change)
    }
}
