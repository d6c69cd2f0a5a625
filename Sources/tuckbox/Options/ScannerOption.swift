import SandboxedScan

extension CommonOptions {
    /// Who takes documents apart. Nil, and said aloud, if there is no helper.
    func scanner() throws -> SandboxedScanner? {
        do throws(SandboxedScanner.Failure) {
            let scanner = try SandboxedScanner()
            if let shortfall = scanner.protection.shortfall { note("note: \(shortfall)") }
            return scanner
        } catch .missing {
            note("note: tuckbox-scan is not installed beside tuckbox: only plain text is read")
            return nil
        } catch {
            throw Failure(.failed, message: "tuckbox-scan cannot enter its sandbox on this kernel, so nothing is read")
        }
    }
}
