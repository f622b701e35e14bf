extension ProblemPage {
    /// The page of a problem, as `/problems/<name>` shows it.
    init(_ kind: ProblemKind) {
        let text = ProblemTexts.text(of: kind)
        self.init(
            name: kind.rawValue, title: kind.title, status: kind == .precondition ? [412, 428] : [kind.status],
            meaning: text.meaning, causes: text.causes, remedies: text.remedies)
    }
}

/// What each problem means, what usually causes it, and what helps.
package enum ProblemTexts {
    /// The words about one problem.
    package struct Text: Sendable {
        package let meaning: String
        package let causes: [String]
        package let remedies: [String]
    }

    /// The words about a problem.
    package static func text(of kind: ProblemKind) -> Text {
        switch kind {
        case .malformed:
            Text(
                meaning: "The body is not what it says it is. Nothing of it was stored.",
                causes: [
                    "It is not JSON, not UTF-8, or was cut off on the way.",
                    "It was compressed in another way than Content-Encoding says.",
                ],
                remedies: [
                    "Check one body with a JSON reader.",
                    "Send without compression once, to see which of the two it is.",
                ])
        case .unknownParameter:
            Text(
                meaning: "A query parameter is not known here. A typo in a filter must not silently widen an answer.",
                causes: ["A misspelt name, or a parameter of another address."],
                remedies: ["The detail of the problem names those that exist; so does /v1/openapi.json."])
        case .unauthenticated:
            Text(
                meaning: "The request does not say who is asking.",
                causes: ["The Authorization header is missing or wrong."],
                remedies: ["Send Authorization: Bearer and the key."])
        case .forbidden:
            Text(
                meaning: "Who is asking may not do this.",
                causes: [
                    "A web page of another site tried to write here.",
                    "The server was addressed by a name that it does not know.",
                ],
                remedies: [
                    "Set public_url to the name under which people reach the server.",
                    "Add the origin of a page that may deliver telemetry to cors.origins.",
                ])
        case .notFound:
            Text(
                meaning: "Nothing is served under this address, or what it named is not kept any more.",
                causes: ["A misspelt address.", "Retention has removed it.", "No call of that system has come yet."],
                remedies: ["Start at the overview, or at /v1/openapi.json."])
        case .method:
            Text(
                meaning: "The address exists and takes another method; the Allow header names them.",
                causes: ["An address that takes POST was opened in a browser."],
                remedies: [
                    "Addresses such as /v1/traces work when an exporter posts to them; there is nothing to see there."
                ])
        case .timeout:
            Text(
                meaning: "The body did not arrive in time. Nothing of it was stored.",
                causes: ["A slow or broken connection.", "A client that announces a body and does not send it."],
                remedies: ["Send smaller batches.", "Raise intake.receive_timeout where connections are slow."])
        case .conflict:
            Text(
                meaning: "The request contradicts what is stored. What was there first stays.",
                causes: [
                    "Another call was sent under the same id.", "The incident has moved on in the meantime.",
                ],
                remedies: ["Give every call an id of its own.", "Load the page again and look what changed."])
        case .gone:
            Text(
                meaning: "It was here, and retention has removed it.", causes: ["It is older than it is kept."],
                remedies: ["Raise retention.log or retention.texts for what comes from now on."])
        case .precondition:
            Text(
                meaning:
                    "Somebody else changed this between your reading and your writing, or you did not say what you had read.",
                causes: ["Two people change the same thing."],
                remedies: ["Read it again, and send its ETag as If-Match."])
        case .tooLarge:
            Text(
                meaning:
                    "The body is beyond a limit; the detail names the limit and its value. Nothing of it was stored.",
                causes: ["Batches that are too large.", "Very long prompts with many calls in one batch."],
                remedies: ["Send smaller batches.", "Raise intake.max_body or intake.max_inflated."])
        case .unsupportedType:
            Text(
                meaning:
                    "This address does not read the type or the compression of the body. Nothing of it was stored.",
                causes: ["A wrong Content-Type or Content-Encoding."],
                remedies: [
                    "OpenTelemetry: application/x-protobuf or application/json. Our own routes: application/json or application/x-ndjson.",
                    "Compression: gzip, deflate or zstd.",
                ])
        case .invalid:
            Text(
                meaning: "The body is well-formed, and something in it cannot be. The errors say where and what.",
                causes: ["A missing member, a value out of its range, a time that is none."],
                remedies: [
                    "Each error has a JSON Pointer to the place. docs/api.md lists every member with its limits."
                ])
        case .tooEarly:
            Text(
                meaning: "There is too little data to say anything honest yet.",
                causes: ["The baseline is still being learnt."],
                remedies: ["The detail says what is missing and when it will be there."])
        case .busy:
            Text(
                meaning:
                    "The store lags behind what is being sent, or one address asks for too much. Nothing of this request was done; sent again, it is.",
                causes: [
                    "More arrives than the disk takes.", "Many large bodies at once.",
                    "More than 20 requests a second to pages and API from one address.",
                ],
                remedies: [
                    "OpenTelemetry clients and collectors send again by themselves, after the two seconds of Retry-After.",
                    "If it lasts, put a collector in front, or the data folder on a faster disk.",
                ])
        case .internal:
            Text(
                meaning: "We made a mistake. Nothing else is affected.", causes: ["A fault of the program."],
                remedies: ["Look into the server's log for the request's id, and report it with the lines around it."])
        case .unavailable:
            Text(
                meaning:
                    "The store does not take data at the moment. Nothing of this request was stored; sent again, it is.",
                causes: ["The disk is full.", "The server is starting or stopping."],
                remedies: [
                    "tiltmeter doctor says which it is.", "Make room on the disk; nothing else needs to be done.",
                ])
        }
    }
}
