internal import Telemetry

/// The way of an import into the store: one session for the named baseline, one for the rest.
struct ImportIntake: Sendable {
    private let reference: ImportSession
    private let current: ImportSession
    private let source: IntakeSource

    init(_ plan: ImportPlan, pipeline: IntakePipeline, judged: [SystemSlug: Timestamp]) {
        let systems = Set(plan.systems.map(\.slug))
        reference = pipeline.beginImport(isReference: true, systems: systems)
        current = pipeline.beginImport(systems: systems, judged: judged)
        source = IntakeSource(client: "import", dialect: plan.mapped.allSatisfy(\.file.format.isOTLP) ? nil : "json")
    }

    /// Stores a batch; a store that is busy is asked again.
    func store(_ batch: ImportBatch?, attempts: Int, pause: Duration) async -> Result<ImportReceipts, ImportError> {
        guard let batch else { return .success(ImportReceipts()) }
        var receipts = ImportReceipts()
        do throws(ImportError) {
            if !batch.reference.isEmpty {
                receipts.reference = try await append(batch.reference, to: reference, attempts: attempts, pause: pause)
            }
            if !batch.current.isEmpty {
                receipts.current = try await append(batch.current, to: current, attempts: attempts, pause: pause)
            }
            return .success(receipts)
        } catch {
            return .failure(error)
        }
    }

    /// Settles what came as spans, joins outcomes, and lets judging begin: of the baseline first, while the rest still
    /// holds it up.
    func finish() async throws(IntakeError) -> (settled: Int, awaited: Int) {
        let baseline = try await reference.finish()
        let rest = try await current.finish()
        return (baseline.settled + rest.settled, rest.awaited)
    }

    func abandon() async {
        await reference.abandon()
        await current.abandon()
    }

    private func append(
        _ items: [IntakeItem], to session: ImportSession, attempts: Int, pause: Duration
    ) async throws(ImportError) -> IntakeReceipt {
        for attempt in 1... {
            do {
                return try await session.append(IntakeBatch(source: source, items: items))
            } catch {
                guard error.code == .busy, attempt < attempts else {
                    throw ImportError(
                        .notStored,
                        "\(error.message) What was stored stays; start the same import again and it goes on there.")
                }
            }
            do {
                try await Task.sleep(for: pause)
            } catch {
                throw ImportError(.notStored, "The import was interrupted. Start it again and it goes on there.")
            }
        }
        throw ImportError(.notStored, "The store is busy.")
    }
}
