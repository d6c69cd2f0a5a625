import Policy
import Testing
import YAMLText

@testable import Backups

/// The least that a job says.
private let leastJob = "schema: 1\nname: office\nsource: {folders: [/srv/school]}\ntargets: [{name: nas, folder: /mnt/nas}]\n"

@Suite("What a job says")
struct JobTests {
    private func problems(_ text: String) -> [String] {
        do {
            _ = try BackupJob(yaml: Array(text.utf8))
            return []
        } catch {
            return error.problems.map { "\($0.position.line):\($0.position.column): \($0.message)" }
        }
    }

    @Test("the least that a job says")
    func shortest() throws {
        let job = try BackupJob(yaml: Array(leastJob.utf8))
        #expect(job.name == "office" && job.source == .folders(["/srv/school"]) && job.keep == nil && job.alertAfter == 36 * 3600)
        #expect(job.targets == [BackupTarget(name: "nas", place: .folder("/mnt/nas"))])
    }

    @Test("everything that a job can say")
    func everything() throws {
        let job = try BackupJob(
            yaml: Array(
                """
                schema: 1
                name: pupils-2
                label: OFFICIAL-SENSITIVE
                recovery_keys: [school.pub]
                source:
                  command: [/usr/bin/pg_dump, --dbname=school, ""]
                  stored_as: school.sql
                  at_least: 500 kB
                targets:
                  - name: sticks
                    sticks:
                      - {name: A, id: 1A2B-3C4D, mount_point: /mnt/stick}
                      - {name: B, id: 5E6F-7788}
                    folder: backups/office
                  - {name: nas, folder: /mnt/nas, must_be_mounted: true}
                  - {name: away, remote: "school:office", config: /etc/tuckbox/rclone.conf}
                keep: {daily: 7, weekly: 5, monthly: 12, yearly: 2}
                alert_after: 3 days
                tell: {command: [/usr/bin/mail, -s, backup, office@hillside.example], when: always}
                drill: {load: [/usr/bin/psql, drill], check: [/usr/bin/psql, -c, select 1]}
                """.utf8))
        #expect(job.source == .command(CommandLine(["/usr/bin/pg_dump", "--dbname=school", ""]), storedAs: "school.sql", atLeast: 500_000))
        #expect(
            job.targets.map(\.place) == [
                .sticks(
                    [Stick(name: "A", identity: "1A2B-3C4D", mountPoint: "/mnt/stick"), Stick(name: "B", identity: "5E6F-7788")],
                    folder: "backups/office"),
                .folder("/mnt/nas", mounted: .anything), .remote("school:office", configuration: "/etc/tuckbox/rclone.conf"),
            ])
        #expect(job.keep == Retention(daily: 7, weekly: 5, monthly: 12, yearly: 2) && job.alertAfter == 3 * 86400)
        #expect(job.tell?.occasion == .always && job.drill.check?.words.count == 3 && job.recoveryKeys.count == 1)
    }

    @Test("a place where something must be mounted is the folder or above it", arguments: ["/mnt", "/mnt/nas", "/mnt/nas/"])
    func mountPlaces(place: String) throws {
        let job = try BackupJob(yaml: Array(leastJob.replacing("/mnt/nas}", with: "/mnt/nas, must_be_mounted: \(place)}").utf8))
        #expect(job.targets.map(\.place) == [.folder("/mnt/nas", mounted: .at(place == "/mnt" ? place : "/mnt/nas"))])
    }

    @Test(
        "each mistake is named with its line and column",
        arguments: [
            ("", "1:1: the job is empty"),
            ("- a\n", "1:1: a list stands where keys and values should"),
            (leastJob.replacing("schema: 1\n", with: ""), "1:1: the job does not say which schema it is written to"),
            (leastJob.replacing("schema: 1", with: "schema: 2"), "1:9: '2' is not a schema that this tuckbox knows"),
            (leastJob + "targes: x\n", "5:1: 'targes' is not a key here"),
            (leastJob.replacing("name: office\n", with: ""), "1:1: 'name' is missing"),
            (leastJob.replacing("office", with: "The Office"), "2:7: 'The Office' is not a name here"),
            (leastJob.replacing("office", with: "../etc"), "2:7: '../etc' is not a name here"),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{}"), "3:9: it is not said what is backed up"),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{folders: []}"), "3:19: no folder is named"),
            (leastJob.replacing("/srv/school", with: "school"), "3:20: 'school' is not a whole path"),
            (leastJob.replacing("[/srv/school]}", with: "[/a], command: [/b]}"), "3:34: a source is either folders or a command"),
            (leastJob.replacing("[/srv/school]}", with: "[/a], at_least: much}"), "3:35: 'much' is not a size"),
            (leastJob.replacing("[/srv/school]}", with: "[/a], stored_as: b}"), "3:36: 'stored_as' belongs to a command, and here are folders"),
            (
                leastJob.replacing("{folders: [/srv/school]}", with: "{command: pg_dump school}"),
                "3:19: a command is a list of words, because no shell reads it"
            ),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{command: []}"), "3:19: no program is named"),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{command: [pg_dump]}"), "3:20: 'pg_dump' is not the whole path of a program"),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{command: [/a], stored_as: b/c}"), "3:36: 'b/c' is not the name of a file"),
            (leastJob.replacing("{folders: [/srv/school]}", with: "{command: [/a], at_least: much}"), "3:35: 'much' is not a size"),
            (leastJob.replacing("[{name: nas, folder: /mnt/nas}]", with: "[]"), "4:10: a job has 1 to 16 targets"),
            (leastJob.replacing("folder: /mnt/nas", with: "must_be_mounted: true"), "4:11: it is not said where this target is"),
            (leastJob.replacing("{name: nas,", with: "{"), "4:11: 'name' is missing"),
            (leastJob.replacing("/mnt/nas}", with: "/mnt/nas, config: /a}"), "4:49: 'config' does not belong to a folder"),
            (leastJob.replacing("/mnt/nas}", with: "/mnt/nas, must_be_mounted: yes}"), "4:58: 'yes' is not a choice here"),
            (leastJob.replacing("/mnt/nas}", with: "/mnt/nas, must_be_mounted: /mnt/n}"), "4:58: the folder is not in '/mnt/n'"),
            (leastJob.replacing("folder: /mnt/nas", with: "remote: nas"), "4:31: 'nas' is not a remote"),
            (leastJob.replacing("folder: /mnt/nas", with: "remote: \"-x:y\""), "4:31: '-x:y' is not a remote"),
            (leastJob.replacing("folder: /mnt/nas", with: "remote: \":sftp,pass=a:b\""), "4:31: ':sftp,pass=a:b' is not a remote"),
            (leastJob.replacing("folder: /mnt/nas", with: "sticks: []"), "4:31: 1 to 16 sticks take turns"),
            (leastJob.replacing("folder: /mnt/nas", with: "sticks: [{name: A}]"), "4:32: 'id' is missing"),
            (leastJob.replacing("folder: /mnt/nas", with: "sticks: [{name: A, id: ../x}]"), "4:46: this is neither a UUID nor a serial number"),
            (leastJob.replacing("folder: /mnt/nas", with: "sticks: [{name: A, id: x}, {name: A, id: y}]"), "4:50: the same stick stands here twice"),
            (leastJob.replacing("folder: /mnt/nas", with: "sticks: [{name: A, id: x}], folder: ../up"), "4:59: '../up' is not a folder on a stick"),
            (leastJob.replacing("/mnt/nas}]", with: "/mnt/nas}, {name: nas, folder: /b}]"), "4:42: two targets are called 'nas'"),
            (leastJob.replacing("/mnt/nas}]", with: "/mnt/nas}, {name: b, folder: /mnt/nas/}]"), "4:42: 'b' is the same place as 'nas'"),
            (leastJob + "keep: {daily: -1}\n", "5:15: '-1' is not a whole number from 0 to 1000"),
            (leastJob + "keep: {}\n", "5:7: nothing would be kept but the last backup"),
            (leastJob + "keep: {hourly: 3}\n", "5:8: 'hourly' is not a key here"),
            (leastJob + "alert_after: 36\n", "5:14: '36' is not a time"),
            (leastJob + "alert_after: 99999999999999999999 hours\n", "5:14: '99999999999999999999 hours' is not a time"),
            (leastJob + "tell: {when: always}\n", "5:7: 'command' is missing"),
            (leastJob + "tell: {command: [/a], when: never}\n", "5:29: 'never' is not a choice here"),
            (leastJob + "drill: {loud: [/a]}\n", "5:9: 'loud' is not a key here"),
            (leastJob + "recovery_keys: [\"-----BEGIN X\", [a]]\n", "5:33: a text was expected here, not a list"),
        ])
    func mistake(_ text: String, _ problem: String) {
        #expect(problems(text).contains(problem), "\(problems(text))")
    }

    @Test("all mistakes are told at once, in the file's order")
    func all() {
        let found = problems("schema: 3\nname: X\nsource: {}\ntargets: 5\nkeep: x\nalert_after: y\n")
        #expect(found.map { $0.prefix(2) } == ["1:", "2:", "3:", "4:", "4:", "5:", "6:"])
    }
}
