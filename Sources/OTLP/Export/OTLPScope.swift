/// What recorded a span or a log record, and where it ran.
public struct OTLPScope: Sendable {
    let storage: ExportStorage
    let index: Int

    private var node: ExportStorage.Scope { storage.scopes[index] }

    /// Its position within the request: records of one scope share it.
    public var position: Int { index }

    /// The instrumentation's name, such as `opentelemetry.instrumentation.openai_v2`.
    public var name: OTLPText { OTLPText(storage: storage, text: node.name) }

    /// Its version.
    public var version: OTLPText { OTLPText(storage: storage, text: node.version) }

    /// Its attributes.
    public var attributes: OTLPAttributes { OTLPAttributes(storage: storage, range: node.attributes) }

    /// The attributes of the service and machine, such as `service.name`.
    public var resource: OTLPAttributes {
        OTLPAttributes(storage: storage, range: storage.resources[node.resource].attributes)
    }
}
