import Telemetry

/// Scanned invoices and the records that are read from them.
enum InvoiceTexts {
    struct Invoice {
        var input: [Message]
        var record: String
        var inputTokens: Int
    }

    /// - Parameter tokens: how long the record is; lines are written until it is about that long.
    static func invoice(
        supplier: String, pages: Int, repeatsSchema: Bool, tokens: Int, time: Timestamp, _ dice: inout Dice
    ) -> Invoice {
        let date = CivilDate(time).text
        let number = "R-" + String(dice.integer(10_000...99_999))
        var scan = "\(supplier)\nInvoice \(number)\nDate \(date)\n"
        var record = "{\"supplier\":\"\(supplier)\",\"number\":\"\(number)\",\"date\":\"\(date)\",\"lines\":["
        if repeatsSchema { record = schema + record }
        var total = 0
        var lines = 0
        while lines == 0 || record.utf8.count < tokens * 4 - 60 {
            let item = dice.pick(items)
            let count = dice.integer(1...24)
            let cents = dice.integer(190...18_900)
            total += count * cents
            let amount = euros(cents)
            scan.append("\(count) x \(item) \(amount)\n")
            if lines > 0 { record.append(",") }
            record.append("{\"text\":\"\(item)\",\"count\":\(count),\"price\":\(amount)}")
            lines += 1
        }
        scan.append("Total \(euros(total)) EUR, due in \(dice.pick(["14", "30", "45"])) days\n")
        for _ in 0..<pages * 6 { scan.append(dice.pick(smallPrint)) }
        record.append("],\"total\":\(euros(total)),\"currency\":\"EUR\"}")
        return Invoice(
            input: [Message(role: "system", text: prompt), Message(role: "user", text: scan)], record: record,
            inputTokens: ModelService.tokens(prompt) + 520 + 610 * pages + dice.more(mean: 180))
    }

    private static func euros(_ cents: Int) -> String {
        String(cents / 100) + (cents % 100 < 10 ? ".0" : ".") + String(cents % 100)
    }

    private static let prompt = """
        Extract the invoice into JSON. Members: supplier, number, date (ISO 8601), lines (text, count, price), total, \
        currency. Numbers with a point and two decimals, without thousands separators. Leave out what is not on the page. \
        The total is the one printed, not the one computed. Answer with JSON only.
        """
    private static let schema =
        "{\"$schema\":\"invoice/9\",\"required\":[\"supplier\",\"number\",\"date\",\"lines\",\"total\",\"currency\"]}\n"
    private static let items = [
        "Copy paper A4", "Toner black", "Freight zone 2", "Working hours", "Cloud storage 1 TB", "Electricity, kWh",
        "Coffee beans 1 kg", "Pallet exchange", "Licence, yearly", "Envelope C5", "Cleaning", "Diesel surcharge",
    ]
    private static let smallPrint = [
        "Goods remain our property until they are paid in full.\n",
        "Place of jurisdiction is the seat of the seller.\n",
        "Please state the invoice number with every payment.\n", "Complaints within eight days in writing.\n",
        "This invoice was made by machine and is valid without signature.\n",
    ]
}
