/// The questions of one run, one key each; what is not asked is not answered.
struct Request: Decodable {
    var cbpe: PerformanceQuestion?
    var multiclass: MulticlassQuestion?
    var distances: [DistanceQuestion]?
    var bounds: [BoundQuestion]?
    var ppi: [JudgingQuestion]?
    var rateBands: [RateBandQuestion]?
    var scoreBands: [ScoreBandQuestion]?
    var asymptoticBands: [AsymptoticBandQuestion]?
    var bets: [BetQuestion]?
    var streams: StreamQuestion?

    /// The answers, under the names of the questions.
    struct Answer: Encodable {
        var cbpe: [PerformanceQuestion.Answer]?
        var multiclass: [MulticlassQuestion.Answer]?
        var distances: [DistanceQuestion.Answer]?
        var bounds: [BoundQuestion.Answer]?
        var ppi: [JudgingQuestion.Answer]?
        var rateBands: [RateBandQuestion.Answer]?
        var scoreBands: [[[Double]]]?
        var asymptoticBands: [[Double]]?
        var bets: [[Double]]?
        var streams: [[Int]]?
    }

    func answer() throws -> Answer {
        Answer(
            cbpe: try cbpe?.answer(), multiclass: try multiclass?.answer(), distances: distances?.map { $0.answer() },
            bounds: bounds?.map { $0.answer() }, ppi: try ppi?.map { try $0.answer() },
            rateBands: rateBands?.map { $0.answer() }, scoreBands: scoreBands?.map { $0.answer() },
            asymptoticBands: asymptoticBands?.map { $0.answer() }, bets: bets?.map { $0.answer() },
            streams: streams?.answer())
    }
}

/// A question that has no answer.
struct Unanswerable: Error, CustomStringConvertible {
    let description: String
}
