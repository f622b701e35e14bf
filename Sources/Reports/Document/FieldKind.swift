/// What the values of a field are; inferred from both tables together, or said by the user.
public enum FieldKind: String, Codable, Sendable, Hashable, CaseIterable {
    /// Numbers whose order and distance mean something.
    case numeric
    /// Names out of a list, or numbers that stand for names.
    case categorical
    /// Sentences, prompts, answers.
    case text
    /// Nearly all different: ids, keys.
    case identifier
    /// Moments: dates and times.
    case time
    /// Yes and no.
    case boolean
}
