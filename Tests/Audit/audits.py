"""Audits as JSON, written by hand: what reports and forms are made of where no medium is at hand."""
import hashlib
import json

GIB = 1 << 30
# What stands on a hostile stick: markup, quotes, control characters, marks that turn the direction of writing, letters with a tower of marks.
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> \u202egnp.exe\u2066 a" + "\u0301" * 300 + " ]]> \x1b[31m &amp; &#60;"


def file(number, verdict, **facts):
    return {"id": number, "volume": 1, "masked_path": f"file {number}", "state": "live", "size_bytes": 20480, "modified": "2026-10-02T09:15:00Z",
            "verdict": verdict, "categories": [], "people": 0, **facts}


def audit(files, size=16 * GIB, **facts):
    digest = hashlib.sha256(b"a stick").hexdigest()
    marks = [(0, 1, "structure"), (1, 3, "clean"), (4, 1, "protected"), (5, 6, "clean"), (11, 2, "encrypted"), (13, 1, "not_examined"), (14, 50, "free")]
    areas = [{"offset": start * size // 64, "size_bytes": count * size // 64, "use": use} for start, count, use in marks]
    document = {
        "schema": 1, "kind": "tuckbox_audit", "tool": {"version": "0.1.0", "rules": "core 2026-11", "libraries": ["libtsk 4.11.1"]},
        "started": "2026-11-26T08:31:04Z", "ended": "2026-11-26T08:33:59Z",
        "medium": {
            "kind": "device", "name": "/dev/sdb", "size_bytes": size, "sector_bytes": 512, "partition_scheme": "mbr",
            "device": {"vendor": "Made-up", "model": "Data Traveller", "serial": "0DEADBEEF0123456", "bus": "usb"},
            "evidence": {"sha256_before": digest, "sha256_after": digest, "proof": "same_digest", "sectors_written": 0}, "read_errors": [],
        },
        "volumes": [{"number": 1, "offset": 1 << 20, "size_bytes": size - (1 << 20), "file_system": "FAT32", "label": "OAK CLASS", "has_local_times": True}],
        "files": files,
        "use": {"resolution_bytes": size // 2048, "areas": areas, "totals": [{"use": a["use"], "bytes": a["size_bytes"]} for a in areas if a["use"] != "clean"]
                + [{"use": "clean", "bytes": 9 * size // 64}]},
        "confidence": {"level": "full", "gaps": [{"kind": "files_not_examined", "files": 2}, {"kind": "deleted_overwritten", "files": 3}]},
        "owner_hints": [{"source": "vault", "text": "Example Primary School, Anytown"}, {"source": "volume_label", "text": "OAK CLASS"}],
        "totals": {"files": 0, "by_state": [], "by_verdict": [], "by_category": [], "children": {"at_least": 0, "at_most": 0},
                   "children_estimate": None, "staff": {"at_least": 0, "at_most": 0}},
        "findings": [],
    }
    return document | facts


def typical():
    """A found stick as they are."""
    kinds = [("protected", dict(categories=["sen", "pupil_identity"], people=28, label="RESTRICTED", masked_path="folder 1/file 1.xlsx")),
             ("protected", dict(categories=["safeguarding", "family_and_contact"], people=1, label="CONFIDENTIAL", state="deleted",
                                masked_path="folder 2/file 2.docx", modified="2025-06-18T14:02:00Z")),
             ("protected", dict(categories=["attainment"], people=57, label="PROTECT", masked_path="folder 3/file 3.csv", modified="2026-07-01T10:00:00Z")),
             ("protected", dict(categories=["medical"], people=6, label="RESTRICTED", state="carved", masked_path="file 4", modified=None)),
             ("protected", dict(categories=["staff"], people=12, label="PROTECT", masked_path="folder 3/file 5.xlsx", modified="2024-01-11T10:00:00Z")),
             ("vault", dict(masked_path="file 6.vault", vault={"vault_id": "0123456789abcdef0123456789abcdef", "label": "OFFICIAL-SENSITIVE",
                                                                "organisation": "Example Primary School, Anytown", "is_whole": True})),
             ("encrypted", dict(masked_path="folder 4/file 7.7z", encrypted_by="7z")),
             ("encrypted", dict(masked_path="folder 4/file 8.zip", encrypted_by="zip", encryption_is_weak=True)),
             ("not_examined", dict(masked_path="folder 4/file 9.doc", reason="it is damaged, or no program would read all of it", state="deleted")),
             ("encrypted_or_random", dict(masked_path="file 10", size_bytes=64 << 20))]
    files = [file(number, verdict, **facts) for number, (verdict, facts) in enumerate(kinds, 1)]
    months = [f"202{4 + m // 12}-{m % 12 + 1:02d}-0{m % 7 + 1}T12:00:00Z" for m in range(34)]
    files += [file(n, "clean", modified=months[n * n % 34], masked_path=f"folder 5/file {n}.jpg", size_bytes=3 << 20) for n in range(11, 400)]
    document = audit(files)
    document["totals"]["children_estimate"] = 71
    return document


def hostile():
    """The same, with everything that a stick can say being hostile."""
    document = typical()
    document["medium"]["device"] = {"vendor": HOSTILE, "model": HOSTILE, "serial": HOSTILE, "bus": "usb"}
    document["medium"] |= {"name": HOSTILE, "partition_scheme": HOSTILE}
    document["volumes"][0] |= {"label": HOSTILE, "file_system": HOSTILE, "reason": HOSTILE, "encrypted_by": HOSTILE}
    document["owner_hints"] = [{"source": source, "text": HOSTILE} for source in ("vault", "volume_label", "device")]
    document["tool"] = {"version": HOSTILE, "rules": HOSTILE, "libraries": [HOSTILE]}
    for one in document["files"][:20]:
        one |= {"masked_path": HOSTILE, "path": HOSTILE, "label": HOSTILE, "reason": HOSTILE, "encrypted_by": HOSTILE,
                "vault": {"vault_id": "x" * 64, "label": HOSTILE, "organisation": HOSTILE, "is_whole": False}}
    return document


def huge(count=50_000):
    """Tens of thousands of files, with times all over the calendar."""
    verdicts = ["protected", "clean", "not_examined", "encrypted", "clean"]
    return audit([
        file(n, verdicts[n % 5], people=n % 40 if n % 5 == 0 else 0, categories=["pupil_identity"] if n % 5 == 0 else [],
             masked_path=f"folder {n // 100}/file {n}.docx", modified=f"{1980 + n % 127}-03-01T00:00:00Z",
             reason="it takes too long" if n % 5 == 2 else None, encrypted_by="zip" if n % 5 == 3 else None)
        for n in range(1, count + 1)])


def write(path, document):
    path.write_text(json.dumps(document), encoding="utf-8")
    return path
