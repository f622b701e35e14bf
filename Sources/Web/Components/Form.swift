/// Parts of plain forms. All actions are forms, so that everything works without the script.
enum Form {
    /// The member `token`, where a session guards forms.
    static func token(_ token: String?) -> HTML? {
        token.map { "<input type=\"hidden\" name=\"token\" value=\"\($0)\">" }
    }
}
