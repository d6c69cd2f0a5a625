import FuzzSupport

@testable import Backups
@testable import SystemFiles

/// Job files, names of backups, lines of checksums, the kernel's table of mounts.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    let bytes = unsafe Array(UnsafeBufferPointer(start: start, count: count))
    do {
        let job = try BackupJob(yaml: bytes)
        require(BackupJob.isName(job.name) && (1...16).contains(job.targets.count), "a job has a name and targets")
        if case .command(let line, let name, _) = job.source { require(line.words[0].hasPrefix("/") && !name.contains("/"), "a program is whole") }
    } catch {
        require(!error.problems.isEmpty, "a refusal says why")
    }
    let lines = bytes.split(separator: 0x0a).map { Array($0) }
    for line in lines.prefix(64) {
        if let checksum = ChecksumLine(line) { require(ChecksumLine(checksum.bytes.dropLast()) == checksum, "a line is read as it is written") }
        if let name = BackupName(String(decoding: line, as: UTF8.self), job: "office") {
            require(Array(name.text.utf8) == line, "a name is read as it is written")
        }
    }
    let files = lines.prefix(64).map { (name: String(decoding: $0, as: UTF8.self), size: UInt64($0.count)) }
    let catalogue = Catalogue(job: "office", files: files, lines: ChecksumLine.all(in: bytes))
    let kept = Retention(daily: 2, weekly: 1).kept(of: catalogue.backups.map(\.name.time))
    require(kept.isEmpty == catalogue.backups.isEmpty, "the last one stays")
    return 0
}
