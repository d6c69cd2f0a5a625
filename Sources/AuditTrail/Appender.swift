internal import CryptoCore
internal import SystemFiles

/// One append, under the lock: mends what a crash left, notes what it found, writes.
final class Appender {
    private let directory: Descriptor
    private let path: Path
    private let version: String
    private let time: UTCTime
    private let engine: HashEngine
    private let stateFile: Descriptor
    private var state: TrailState
    let isNew: Bool
    private var found: [TrailEntry] = []

    private init(
        _ directory: consuming Descriptor, _ path: Path, _ version: String, _ time: UTCTime, _ engine: HashEngine, _ stateFile: consuming Descriptor,
        _ state: TrailState
    ) {
        self.directory = directory
        self.stateFile = stateFile
        (self.path, self.version, self.time, self.engine, self.state, isNew) = (path, version, time, engine, state, state.count == 0)
    }

    /// Opens the trail in `directory`, or begins one, and mends it.
    static func open(_ directory: consuming Descriptor, _ path: Path, _ version: String, _ time: UTCTime) throws -> Appender {
        if try isEmpty(directory) { try begin(directory, month: time.month) }
        let stateFile = try openState(directory, path)
        guard let state = try TrailState.load(stateFile) else { throw TrailError.stateLost(path) }
        let appender = Appender(directory, path, version, time, try HashEngine(), stateFile, state)
        try appender.mend()
        return appender
    }

    private static func openState(_ directory: borrowing Descriptor, _ path: Path) throws -> Descriptor {
        do { return try directory.open(TrailFolder.state, [.readWrite, .noFollow]) } catch {
            throw error.isMissing ? TrailError.stateLost(path) : error
        }
    }

    /// Whether there is neither a state nor an entry in the folder.
    private static func isEmpty(_ folder: borrowing Descriptor) throws -> Bool {
        if (try? folder.status(of: TrailFolder.state)) != nil { return false }
        return try TrailFolder.months(folder, TrailFolder.logEnding).isEmpty && TrailFolder.months(folder, TrailFolder.headEnding).isEmpty
    }

    /// New keys, and a state without entries. Until the state is there, there is no trail.
    private static func begin(_ directory: borrowing Descriptor, month: String) throws {
        let key = try VerificationKey.generate()
        try TrailFolder.write(try key.text(), to: TrailFolder.verificationKey, in: directory)
        try TrailFolder.write(try CheckpointSigner.file(trail: SealingKey.identifier(of: key)), to: TrailFolder.signingKey, in: directory)
        let slot = try TrailState(begin: SealingKey(key.bytes), month: month).slot()
        let file = try SecretBytes(count: 2 * TrailState.slotSize)
        slot.withSpan { slot in file.withMutableSpan { for i in slot.indices { $0[i] = slot[i] } } }
        try TrailFolder.write(file, to: TrailFolder.state, in: directory)
    }

    // MARK: what a crash left

    /// Takes in entries that the state does not count yet, takes away half a line, and notes what is missing.
    private func mend() throws {
        for month in try TrailFolder.months(directory, TrailFolder.logEnding) where month >= state.segment {
            if month > state.segment { (state.segment, state.segmentLength) = (month, 0) }
            let file = try directory.open(Path(month + TrailFolder.logEnding), [.readWrite, .noFollow])
            try takeIn(file)
        }
        let segment = Path(state.segment + TrailFolder.logEnding)
        if state.segmentLength > 0, !isPresent(segment) {
            note(.cut) { $0.next = state.count }
            state.segmentLength = 0
        }
    }

    private func isPresent(_ name: Path) -> Bool { (try? directory.status(of: name)) != nil }

    private func note(_ event: TrailEntry.Event, _ fill: (inout TrailEntry) -> Void) {
        var entry = TrailEntry(event)
        fill(&entry)
        found.append(entry)
    }

    private func takeIn(_ file: borrowing Descriptor) throws {
        let size = try file.status().size
        if size == state.segmentLength { return }
        if size < state.segmentLength {
            let count = state.count
            note(.cut) { $0.next = count }
            state.segmentLength = size
            return
        }
        let lines = LineBlocks(file.lent(), from: state.segmentLength, end: size)
        var foreign: UInt64 = 0
        while let block = try lines.next() {
            for line in block.lines {
                let isNext = foreign == 0 ? try takeIn(block.bytes.span.extracting(line)) : false
                if !isNext { foreign += UInt64(line.count + 1) }
                state.segmentLength += UInt64(line.count + 1)
            }
        }
        if lines.hasLongLine { foreign += size - state.segmentLength }
        if foreign > 0 { note(.foreign) { $0.lostBytes = foreign } }
        if !lines.hasLongLine, state.segmentLength < size {
            let lost = size - state.segmentLength
            try file.truncate(to: state.segmentLength)
            note(.repaired) { $0.lostBytes = lost }
        } else {
            state.segmentLength = size
        }
    }

    /// Whether the line is the next entry: then the state counts it.
    private func takeIn(_ line: Span<UInt8>) throws -> Bool {
        guard let frame = EntryFrame(line), frame.number == state.count, line.hash(frame.previous) == state.last
        else { return false }
        let seal = try state.key.seal(line.extracting(first: frame.bodyCount), engine)
        guard line.hash(frame.seal) == seal else { return false }
        try count(line)
        return true
    }

    private func count(_ line: Span<UInt8>) throws {
        state.last = try engine.hash(MerkleTree.leafTag, line)
        try state.tree.append(state.last, engine)
        try state.key.advance(engine)
    }

    // MARK: writing

    func append(_ entries: [TrailEntry], policy: Hash256?) throws -> Trail.Receipt {
        var all = found
        if isNew { all.insert(try firstEntry(), at: 0) }
        if !entries.isEmpty, policy ?? .zero != state.policy {
            var entry = TrailEntry(.policyChanged)
            entry.policy = policy?.hexadecimal ?? "built_in"
            all.append(entry)
            state.policy = policy ?? .zero
        }
        all += entries
        if !all.isEmpty { try write(all) }
        return Trail.Receipt(number: state.count - 1, began: isNew, found: found.compactMap(\.event))
    }

    private func firstEntry() throws -> TrailEntry {
        guard let text = try TrailFolder.secret(TrailFolder.verificationKey, limit: VerificationKey.maximumFileSize, in: directory),
            let key = try VerificationKey(text: text), let signer = try CheckpointSigner(directory)
        else { throw TrailError.stateLost(path) }
        var entry = TrailEntry(.begin)
        entry.trail = Hexadecimal.text(try SealingKey.identifier(of: key))
        entry.checkpointKey = signer.key.text
        entry.version = version
        return entry
    }

    private func write(_ entries: [TrailEntry]) throws {
        // The clock may have gone back: a segment that was left is not written again.
        if time.month > state.segment { (state.segment, state.segmentLength) = (time.month, 0) }
        let name = Path(state.segment + TrailFolder.logEnding)
        let file = try directory.open(name, [.write, .create, .append, .noFollow])
        let isNewFile = state.segmentLength == 0
        var bytes: [UInt8] = []
        for entry in entries {
            let body = entry.body(number: state.count, time: time, .current, previous: state.last)
            let seal = try state.key.seal(body.span, engine)
            let line = body + Array(",\"seal\":\"".utf8) + Array(seal.hexadecimal.utf8) + [0x22, 0x7d]
            guard line.count <= TrailEntry.maximumLine else { throw TrailError.entryTooLarge }
            try count(line.span)
            bytes += line
            bytes.append(0x0a)
        }
        do {
            try file.write(bytes)
            try file.syncData()
            if isNewFile { try directory.sync() }
        } catch {
            // Half a line would be mended next time; better is none.
            try? file.truncate(to: state.segmentLength)
            throw error
        }
        state.segmentLength += UInt64(bytes.count)
        try state.save(to: stateFile)
    }
}
