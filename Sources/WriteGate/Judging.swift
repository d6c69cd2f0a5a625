public import GateMessages
public import SystemFiles

/// Decides what may go onto the stick. Called from several threads.
public protocol GateJudge: Sendable {
    /// - Parameters:
    ///   - file: whole, as it would lie on the stick; open for reading only.
    ///   - name: without folders; hostile.
    /// - Returns: nil if it may. Whatever goes wrong is a refusal.
    func refusal(of file: borrowing Descriptor, named name: [UInt8]) -> Refusal?

    /// The same of a small file that is no file yet, if its bytes are enough to tell.
    /// - Returns: nil if they are not; then it is asked for the file's refusal.
    func judgement(of bytes: [UInt8], named name: [UInt8]) -> Judgement?
}

public struct Judgement: Sendable {
    /// Nil if it may go onto the stick.
    public let refusal: Refusal?

    public init(_ refusal: Refusal?) { self.refusal = refusal }
}

extension GateJudge {
    public func judgement(of bytes: [UInt8], named name: [UInt8]) -> Judgement? { nil }
}

/// Makes something that may go onto the stick of what may not.
public protocol GateRescuer: Sendable {
    /// - Parameters:
    ///   - output: an empty file.
    /// - Returns: what it is called, beside the file that was refused; nil if this file cannot be helped.
    func rescue(_ file: borrowing Descriptor, named name: [UInt8], _ refusal: Refusal, to output: borrowing Descriptor) throws -> [UInt8]?
}
