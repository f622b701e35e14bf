import Synchronization
package import Telemetry

/// The price book in use; another one may be put there at any time and prices what settles from then on.
package final class PriceShelf: Sendable {
    private let book: Mutex<PriceBook>

    /// A shelf with a book.
    package init(_ book: PriceBook) {
        self.book = Mutex(book)
    }

    /// Puts another book there.
    package func put(_ other: PriceBook) {
        book.withLock { $0 = other }
    }

    /// What a call cost.
    package func price(of call: Call) -> CallPrice {
        book.withLock { $0 }.price(of: call)
    }
}
