/// Why one record was refused; the others are not affected.
package struct RefusedRecord: Error, Hashable {
    /// In words, with the column that is to blame.
    package let detail: String
    /// The problem's page, as in answers of the API.
    package var type = "/problems/invalid"
}
