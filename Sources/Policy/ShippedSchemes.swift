extension LabelScheme {
    /// The United Kingdom government's since 2 April 2014. SENSITIVE is a handling caveat inside OFFICIAL; the higher tiers are not for schools.
    public static let government2014 = LabelScheme(
        name: "government-2014", standard: "OFFICIAL-SENSITIVE",
        [Label("OFFICIAL"), Label("OFFICIAL-SENSITIVE", ["OFFICIAL SENSITIVE", "OFFICIAL:SENSITIVE"])])

    /// What Becta told schools to use from 2008: the protective markings of the time by impact level. Pupil data is seldom above level 4.
    public static let becta2008 = LabelScheme(
        name: "becta-2008", standard: "RESTRICTED",
        [
            Label("UNCLASSIFIED", ["IL0", "IL0-UNCLASSIFIED"]),
            Label("PROTECT", ["IL1", "IL2", "IL1-PROTECT", "IL2-PROTECT"]),
            Label("RESTRICTED", ["IL3", "IL3-RESTRICTED"]),
            Label("CONFIDENTIAL", ["IL4", "IL4-CONFIDENTIAL"]),
        ])

    /// Both in one order, so that a vault of either scheme can be judged where no policy was written.
    /// What was PROTECT or RESTRICTED became OFFICIAL, some of it OFFICIAL-SENSITIVE; the order never lowers an old label.
    public static let ukSchools: LabelScheme = {
        let (old, new) = (becta2008.labels, government2014.labels)
        return LabelScheme(name: "uk-schools", standard: government2014.standard, [old[0], new[0], old[1], new[1], old[2], old[3]])
    }()

    /// The schemes that a policy can name.
    public static let shipped = [government2014, becta2008, ukSchools]
}
