import Crypto
import Telemetry
import Testing

/// The expected text was computed with Python's hmac and base64 modules.
@Suite("A person key")
struct PersonKeyTests {
    let key = SymmetricKey(data: (0..<32).map { UInt8($0) })

    @Test("is the keyed hash of the id, in base 32")
    func golden() {
        #expect(PersonKey(.user, id: "user-4711", key: key).text == "u_4twp3dlgctkvvqu6omcpi32do4")
    }

    @Test("tells users from sessions and installations from each other")
    func apart() {
        let user = PersonKey(.user, id: "x", key: key)
        #expect(user.text.hasPrefix("u_") && user.text.count == 28)
        #expect(PersonKey(.session, id: "x", key: key).text.dropFirst(2) != user.text.dropFirst(2))
        #expect(PersonKey(.user, id: "x", key: SymmetricKey(size: .bits256)) != user)
    }
}
