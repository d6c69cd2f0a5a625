extension MediaRequest: MediaMessage {
    public func write(_ writer: inout MessageWriter) {
        switch self {
        case .piece(let size):
            writer.number(UInt8(1))
            writer.number(size)
        case .volumes: writer.number(UInt8(2))
        case .entries(let volume):
            writer.number(UInt8(3))
            volume.write(&writer)
        case .orphans(let volume):
            writer.number(UInt8(4))
            volume.write(&writer)
        case .freeSpace(let volume):
            writer.number(UInt8(5))
            volume.write(&writer)
        case .content(let volume, let reference, let size):
            writer.number(UInt8(6))
            volume.write(&writer)
            reference.write(&writer)
            writer.number(size)
        case .area(let extents):
            writer.number(UInt8(7))
            writer.extents(extents)
        case .search: writer.number(UInt8(8))
        }
    }

    public init(_ reader: inout MessageReader) throws(MalformedMessage) {
        switch try reader.number(UInt8.self) {
        case 1: self = .piece(size: try reader.number())
        case 2: self = .volumes
        case 3: self = .entries(try MediumVolume(&reader))
        case 4: self = .orphans(try MediumVolume(&reader))
        case 5: self = .freeSpace(try MediumVolume(&reader))
        case 6: self = .content(try MediumVolume(&reader), try ContentReference(&reader), size: try reader.number())
        case 7: self = .area(try reader.extents())
        case 8: self = .search
        default: throw MalformedMessage()
        }
    }
}

extension MediaReport: MediaMessage {
    public func write(_ writer: inout MessageWriter) {
        switch self {
        case .ready(let version, let changedUser):
            writer.number(UInt8(1))
            writer.number(version)
            writer.flag(changedUser)
        case .scheme(let scheme):
            writer.number(UInt8(2))
            writer.text(Array(scheme.rawValue.utf8))
        case .volume(let volume):
            writer.number(UInt8(3))
            volume.write(&writer)
        case .entry(let entry):
            writer.number(UInt8(4))
            entry.write(&writer)
        case .extents(let extents):
            writer.number(UInt8(5))
            writer.extents(extents)
        case .data(let bytes):
            writer.number(UInt8(6))
            writer.text(bytes)
        case .found(let extents):
            writer.number(UInt8(7))
            writer.extents(extents)
        case .random(let extent):
            writer.number(UInt8(8))
            writer.extents([extent])
        case .blank: writer.number(UInt8(11))
        case .working: writer.number(UInt8(9))
        case .finished(let shortfall):
            writer.number(UInt8(10))
            writer.number(shortfall.map { $0.rawValue } ?? 255)
        }
    }

    public init(_ reader: inout MessageReader) throws(MalformedMessage) {
        switch try reader.number(UInt8.self) {
        case 1: self = .ready(landlockVersion: try reader.number(), changedUser: try reader.flag())
        case 2:
            guard let scheme = PartitionScheme(rawValue: String(decoding: try reader.text(), as: UTF8.self)) else { throw MalformedMessage() }
            self = .scheme(scheme)
        case 3: self = .volume(try MediumVolume(&reader))
        case 4: self = .entry(try MediumEntry(&reader))
        case 5: self = .extents(try reader.extents())
        case 6: self = .data(try reader.text())
        case 7: self = .found(try reader.extents())
        case 8:
            let extents = try reader.extents()
            guard extents.count == 1 else { throw MalformedMessage() }
            self = .random(extents[0])
        case 11: self = .blank
        case 9: self = .working
        case 10:
            let value: UInt8 = try reader.number()
            let shortfall = MediaShortfall(rawValue: value)
            guard value == 255 || shortfall != nil else { throw MalformedMessage() }
            self = .finished(shortfall)
        default: throw MalformedMessage()
        }
    }
}

extension MediumVolume {
    func write(_ writer: inout MessageWriter) {
        writer.extents([extent])
        writer.flag(isGap)
        writer.number(fileSystemType)
        writer.optional(fileSystem) { $0.text(Array($1.utf8)) }
        writer.text(label)
        writer.optional(identifier) { $0.text(Array($1.utf8)) }
        writer.optional(encryptedBy) { $0.text(Array($1.utf8)) }
        writer.flag(hasLocalTimes)
        writer.number(fileSystemSize)
    }

    init(_ reader: inout MessageReader) throws(MalformedMessage) {
        let extents = try reader.extents()
        guard extents.count == 1 else { throw MalformedMessage() }
        self.init(extents[0])
        isGap = try reader.flag()
        fileSystemType = try reader.number()
        fileSystem = try reader.optional(Self.text)
        label = try reader.text()
        identifier = try reader.optional(Self.text)
        encryptedBy = try reader.optional(Self.text)
        hasLocalTimes = try reader.flag()
        fileSystemSize = try reader.number()
    }

    private static func text(_ reader: inout MessageReader) throws(MalformedMessage) -> String { String(decoding: try reader.text(), as: UTF8.self) }
}

extension ContentReference {
    func write(_ writer: inout MessageWriter) {
        writer.number(inode)
        writer.number(type)
        writer.number(id)
    }

    init(_ reader: inout MessageReader) throws(MalformedMessage) {
        self.init(inode: try reader.number(), type: try reader.number(), id: try reader.number())
    }
}

extension MediumEntry {
    func write(_ writer: inout MessageWriter) {
        writer.text(path)
        writer.number(state.rawValue)
        writer.number(size)
        switch storage {
        case .extents(let extents):
            writer.number(UInt8(0))
            writer.extents(extents)
        case .reference(let reference):
            writer.number(UInt8(1))
            reference.write(&writer)
        case .lost(let loss):
            writer.number(UInt8(2))
            writer.number(loss.rawValue)
        }
        writer.flag(isBookkeeping)
        for time in [modified, created, accessed] { writer.optional(time) { $0.number($1) } }
    }

    init(_ reader: inout MessageReader) throws(MalformedMessage) {
        let path = try reader.text()
        guard let state = State(rawValue: try reader.number()) else { throw MalformedMessage() }
        let size: UInt64 = try reader.number()
        let storage: Storage
        switch try reader.number(UInt8.self) {
        case 0: storage = .extents(try reader.extents())
        case 1: storage = .reference(try ContentReference(&reader))
        case 2:
            guard let loss = Loss(rawValue: try reader.number()) else { throw MalformedMessage() }
            storage = .lost(loss)
        default: throw MalformedMessage()
        }
        self.init(path: path, state: state, size: size, storage: storage)
        isBookkeeping = try reader.flag()
        modified = try reader.optional(Self.time)
        created = try reader.optional(Self.time)
        accessed = try reader.optional(Self.time)
    }

    private static func time(_ reader: inout MessageReader) throws(MalformedMessage) -> Int64 { try reader.number() }
}
