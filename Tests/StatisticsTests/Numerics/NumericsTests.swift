import Sketches
import Statistics
import Testing

@Suite("Shared numerics (docs/statistics.md 0)")
struct NumericsTests {
    let vectors: VectorFile

    init() throws {
        vectors = try VectorFile.load("00_numerics")
    }

    @Test("the normal distribution agrees with the reference")
    func normal() throws {
        for vector in try vectors.cases(of: "norm_ppf") {
            expectClose(try NormalDistribution.quantile(vector["p"].number), try vector["out"].number)
        }
        for vector in try vectors.cases(of: "norm_cdf") {
            expectClose(try NormalDistribution.cdf(vector["z"].number), try vector["out"].number)
            expectClose(try NormalDistribution.tail(-vector["z"].number), try vector["out"].number)
        }
    }

    @Test("the t quantile agrees with the reference")
    func student() throws {
        for vector in try vectors.cases(of: "t_ppf_approx") {
            let value = try StudentDistribution.quantile(vector["p"].number, degrees: vector["nu"].number)
            expectClose(value, try vector["out"].number)
        }
    }

    @Test("the incomplete beta function agrees with the reference")
    func beta() throws {
        for vector in try vectors.cases(of: "betainc") {
            let value = try BetaFunction.regularised(vector["a"].number, vector["b"].number, vector["x"].number)
            expectClose(value, try vector["out"].number)
        }
    }

    @Test("the chi-square tail agrees with the reference")
    func chiSquare() throws {
        for vector in try vectors.cases(of: "chi2_sf") {
            let value = try ChiSquareDistribution.tail(vector["x"].number, degrees: vector["k"].number)
            expectClose(value, try vector["out"].number)
        }
    }

    @Test("sums in log space take minus infinity for zero and do not overflow")
    func logSpace() {
        #expect(Double.logAddExp(-.infinity, 3) == 3)
        #expect(Double.logAddExp(3, -.infinity) == 3)
        #expect(Double.logSumExp([Double]()) == -.infinity)
        #expect(Double.logSumExp([-.infinity, -.infinity]) == -.infinity)
        expectClose(Double.logAddExp(1000, 1000), 1000.6931471805599)
        expectClose(Double.logSumExp([-1000, -1000, -1000]), -998.9013877113319)
    }

    @Test("the price of a bet's variance is smooth where the formula changes")
    func psiE() {
        expectClose(Double.psiE(0.9), 1.4025850929940455)
        expectClose(Double.psiE(0.99999e-5), Double.psiE(1.00001e-5), relative: 5e-5)
    }

    @Test("the stable hash agrees with the reference")
    func hash() throws {
        for vector in try VectorFile.load("07_sampling").cases(of: "hash_unit") {
            let salt = try vector["salt"].text
            let key = try vector["key"].text
            let plain = StableHash.fnv1a64(Array(salt.utf8) + [0x1F] + Array(key.utf8))
            #expect(try plain == UInt64(vector["fnv1a64"].text, radix: 16))
            #expect(try StableHash.fmix64(plain) == UInt64(vector["fmix64"].text, radix: 16))
            #expect(try StableHash.unit(salt: salt, key: key) == vector["out"].number)
        }
    }
}
