/// A place in a text, counted from 1; columns are Unicode scalars.
public struct Position: Hashable, Comparable, Sendable {
    public static let start = Position(line: 1, column: 1)

    public let line: Int
    public let column: Int

    public init(line: Int, column: Int) {
        (self.line, self.column) = (line, column)
    }

    public static func < (a: Position, b: Position) -> Bool { (a.line, a.column) < (b.line, b.column) }
}
