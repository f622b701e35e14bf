import Telemetry

/// What calls take from the spans above them, the nearest first: user, session, mitigation, prompt, system, attributes.
/// Own values win.
enum Inheritance {
    private struct Node {
        let parent: SpanID?
        let name: String?
        let system: SystemSlug?
        let user: PersonKey?
        let session: PersonKey?
        let mitigation: String?
        let prompt: PromptReference?
        let attributes: [String: AttributeValue]
    }

    static func apply(to calls: inout [ResolvedCall], contexts: [ContextSpan]) {
        var nodes: [SpanID: Node] = [:]
        for span in contexts {
            nodes[span.spanID] = Node(
                parent: span.parentSpanID, name: span.name, system: span.system, user: span.user,
                session: span.session, mitigation: span.mitigation, prompt: span.prompt, attributes: span.attributes)
        }
        for resolved in calls {
            guard let span = resolved.call.spanID else { continue }
            let call = resolved.call
            nodes[span] = Node(
                parent: call.parentSpanID, name: call.name, system: call.system, user: call.user,
                session: call.session, mitigation: call.mitigation, prompt: call.prompt, attributes: call.attributes)
        }
        for index in calls.indices { inherit(&calls[index], from: nodes) }
    }

    private static func inherit(_ resolved: inout ResolvedCall, from nodes: [SpanID: Node]) {
        var call = resolved.call
        var system = call.system
        var rootName = call.name
        var visited: Set<SpanID> = []
        var next = call.parentSpanID
        while let span = next, visited.insert(span).inserted, let node = nodes[span] {
            call.user = call.user ?? node.user
            call.session = call.session ?? node.session
            call.mitigation = call.mitigation ?? node.mitigation
            call.prompt = call.prompt ?? node.prompt
            system = system ?? node.system
            if !node.attributes.isEmpty { call.attributes.merge(node.attributes) { own, _ in own } }
            rootName = node.name
            next = node.parent
        }
        resolved.system = system ?? SystemNaming.ofService(call.service) ?? rootName.flatMap { SystemSlug($0) }
        resolved.call = call
    }
}
