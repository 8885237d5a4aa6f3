import Testing
import UtsiktBase
import UtsiktTestSupport

@testable import UtsiktForecast

struct KernelTests {
    private static func matrix(_ rows: Int, _ columns: Int, _ seed: UInt64) -> PanelMatrix {
        var random = SeededGenerator(seed: seed)
        var matrix = PanelMatrix(rows: rows, columns: columns)
        for c in 0..<columns {
            for r in 0..<rows { matrix.set(r, c, Double(random.next() % 2001) / 1000 - 1) }
        }
        return matrix
    }

    @Test(arguments: [
        (0, 3), (1, 1), (5, 4), (300, 7), (193, 13), (64, 24), (40, 29),
    ])
    func productsAreWhatTheyAreByHand(_ rows: Int, _ columns: Int) {
        let matrix = Self.matrix(rows, columns, 7)
        let gram = matrix.gram()
        for i in 0..<columns {
            for j in 0..<columns {
                let sum = (0..<rows).reduce(0.0) { $0 + matrix[$1, i] * matrix[$1, j] }
                #expect(abs(gram[i * columns + j] - sum) < 1e-10, "\(rows)x\(columns) \(i),\(j)")
            }
        }
        let weights = (0..<columns).map { Double($0) - 2 }
        for (r, value) in matrix.times(weights, plus: 3).enumerated() {
            let sum = (0..<columns).reduce(3.0) { $0 + matrix[r, $1] * weights[$1] }
            #expect(abs(value - sum) < 1e-10)
        }
        let rowWeights = (0..<rows).map { Double($0 % 5) - 2 }
        for (c, value) in matrix.transposeTimes(rowWeights).enumerated() {
            let sum = (0..<rows).reduce(0.0) { $0 + matrix[$1, c] * rowWeights[$1] }
            #expect(abs(value - sum) < 1e-10)
        }
        let rowMajor = matrix.rowMajor()
        for r in 0..<rows {
            for c in 0..<columns { #expect(rowMajor[r * matrix.paddedColumns + c] == matrix[r, c]) }
        }
    }

    @Test(arguments: 1...14)
    func aSystemOfAnySizeIsSolved(_ size: Int) throws {
        let gram = Self.matrix(size + 9, size, UInt64(size)).gram()
        let right = (0..<size).map { Double($0 * $0) - 3 }
        let x = try Cholesky(gram, size: size, ridge: 0.5).solve(right)
        for i in 0..<size {
            let sum = (0..<size).reduce(0.5 * x[i]) { $0 + gram[i * size + $1] * x[$1] }
            #expect(abs(sum - right[i]) < 1e-9, "\(size)")
        }
        var singular = gram
        for i in 0..<size { (singular[i * size], singular[i]) = (0, 0) }
        #expect(throws: RegressionError.singular) { try Cholesky(singular, size: size, ridge: 0) }
        singular[0] = .nan
        #expect(throws: RegressionError.singular) { try Cholesky(singular, size: size, ridge: 1) }
    }

    @Test(arguments: [0.05, 0.5, 0.95])
    func everySolutionOfAPathFulfilsTheConditions(_ ratio: Double) throws {
        // Columns that share most of what they hold, as weather does.
        var matrix = Self.matrix(120, 30, 5)
        for r in 0..<120 { for c in 1..<30 { matrix.set(r, c, matrix[r, c] * 0.2 + matrix[r, c / 6 * 6]) } }
        let y = (0..<120).map { matrix[$0, 0] * 3 - matrix[$0, 7] + Double($0 % 3) }
        let system = LinearSystem(matrix, y)
        let net = ElasticNet(system)
        let path = net.path(l1Ratio: ratio, count: 40)
        let solutions = try net.solve(path: path, l1Ratio: ratio)
        #expect(solutions.first?.nonzero == 0)
        #expect((solutions.last?.nonzero ?? 0) > 10)
        for (alpha, solution) in zip(path, solutions) {
            #expect(solution.violation < 1e-12, "\(alpha)")
            let cold = try net.solve(alpha: alpha, l1Ratio: ratio)
            #expect(agree(cold.coefficients, solution.coefficients), "\(alpha)")
        }
    }

    @Test func theElasticNetWithoutAnAbsolutePartIsRidge() throws {
        let matrix = Self.matrix(60, 8, 11)
        let system = LinearSystem(matrix, (0..<60).map { matrix[$0, 2] + Double($0 % 4) })
        let net = try ElasticNet(system).solve(alpha: 0.5, l1Ratio: 0)
        #expect(agree(net.coefficients, try system.ridge(0.5 * 60)))
    }

    @Test func partOfASystemIsTheSystemOfTheColumns() throws {
        let matrix = Self.matrix(50, 9, 2)
        let y = (0..<50).map { Double($0 % 7) }
        let columns = [0, 3, 4, 8]
        let part = try LinearSystem(matrix, y).part(columns).ridge(2)
        #expect(agree(part, try LinearSystem(matrix.part(columns), y).ridge(2)))
    }
}
