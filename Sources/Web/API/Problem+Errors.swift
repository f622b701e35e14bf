import Intake
import OTLP
import Storage

extension Problem {
    /// What a sender learns of an error from a floor below: the only place where those meet HTTP.
    package init(_ error: any Error) {
        switch error {
        case let problem as Problem: self = problem
        case let error as StorageError: self.init(storage: error)
        case let error as IntakeError: self.init(intake: error)
        case let error as OTLPError:
            self.init(error.code == .tooLarge ? .tooLarge : .malformed, error.message, cause: error)
        case is CancellationError:
            self.init(.unavailable, "The server is stopping. Send it again in a moment.", cause: error)
        default:
            self.init(
                .internal,
                "This is our mistake, not yours. The log has it under the request's id; nothing else is affected.",
                cause: error)
        }
    }

    private init(intake error: IntakeError) {
        switch error.code {
        case .busy: self.init(.busy, error.message, cause: error)
        case .unavailable: self.init(.unavailable, error.message, cause: error)
        case .fault: self.init(.internal, error.message, cause: error)
        }
    }

    private init(storage error: StorageError) {
        switch error.code {
        case .busy: self.init(.busy, "The store lags behind. Nothing was stored; send it again.", cause: error)
        case .full, .readOnly, .unreachable, .closed, .locked:
            self.init(
                .unavailable, "The store cannot write at the moment. Nothing was stored; send it again.", cause: error)
        case .unknown: self.init(.notFound, error.message, cause: error)
        case .contradiction: self.init(.conflict, error.message, cause: error)
        case .damaged, .newerVersion, .fault:
            self.init(
                .internal, "The store could not answer. The log has it under the request's id.", cause: error)
        }
    }
}
