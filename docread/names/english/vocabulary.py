"""Words of which names of bodies are made in English, and words that end them."""

from __future__ import annotations

import re

from docread.patterns import regex


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# What a body is called by: `Ministry of …`, `… Agency`.
HEADS = _words(
    """Ministry Department Bureau Office Embassy Consulate Government Chamber University Institute Academy Bank Association
    Federation Commission Committee Council Administration Agency Authority Center Centre School College Board Union
    Organization Organisation Society Confederation Secretariat Foundation Fund Alliance Consortium Corporation Service
    Laboratory Division Headquarters Customs Group Holdings Network Company Parliament Assembly Institution Hospital
    Federations Cooperative Guild Trust Partnership Club Administrations Technopark Accelerator Area Zone Municipality"""
)
# These make a name only with `of`, `for` or a word before them.
KINDS = {
    "Ministry": "ministry", "Department": "agency", "Bureau": "agency", "Office": "agency", "Embassy": "embassy",
    "Consulate": "embassy", "Government": "local_gov", "Chamber": "association", "University": "university",
    "Institute": "agency", "Academy": "university", "Bank": "company", "Association": "association",
    "Federation": "association", "Commission": "agency", "Committee": "association", "Council": "association",
    "Administration": "agency", "Agency": "agency", "Authority": "agency", "Center": "agency", "Centre": "agency",
    "School": "university", "College": "university", "Board": "agency", "Union": "association", "Society": "association",
    "Organization": "intl_org", "Organisation": "intl_org", "Confederation": "association", "Secretariat": "agency",
    "Foundation": "association", "Fund": "intl_org", "Alliance": "association", "Consortium": "association",
    "Corporation": "public_corp", "Service": "agency", "Laboratory": "agency", "Customs": "agency", "Group": "company",
    "Holdings": "company", "Company": "company", "Technopark": "agency", "Accelerator": "agency", "Cooperative": "association", "Area": "local_gov", "Zone": "local_gov",
    "Network": "association", "Municipality": "local_gov", "Hospital": "agency", "Parliament": "agency", "Assembly": "agency",
}  # fmt: skip
SUFFIXES = _words(
    "Co. Ltd. Ltd Inc. Inc Corp. Corp LLC L.L.C. GmbH PLC plc AG S.A. B.V. Pte. Pte Pty. LLP JSC Bhd Berhad S.p.A. Limited Co KK K.K. Tbk NV SE AB Oy A/S JSC, SA SpA SAS"
)
# How names of firms end that bear no sign; they count where something is said of what they do.
FIRM_TAILS = _words(
    """Technologies Technology Electronics Industries Industry Motors Motor Chemical Chemicals Engineering Construction
    Energy Solutions Solution Systems System Pharmaceutical Pharmaceuticals Pharma Bio Biotech Biologics Materials Steel
    Airlines Air Logistics Shipping Semiconductor Robotics Enertech Tech Networks Telecom Foods Food Cosmetics Power
    Partners Capital Ventures Securities Insurance Enterprise Enterprises Labs Lab Trading Environmental Environment
    Mobility Aerospace Automotive Battery Batteries Materials Water Filter Filters Instruments Machinery Equipment
    Software Digital Data Networks Works Hydrogen Recycling Medical Healthcare Farm Farms Textile International"""
)
# What ministries, chambers and institutes deal with: words that `and` and commas may join within one name.
SUBJECTS = _words(
    """Technological Rehabilitation Mine Mineral Preservation Trade Industry Industries Energy Science Sciences Technology Technologies ICT Culture Sports Tourism Agriculture Food
    Rural Affairs Land Infrastructure Transport Transportation Commerce Finance Economy Economic Health Welfare Labor Labour
    Employment Education Environment Environmental Ecology Ecological Water Resources Resource Natural Housing Urban
    Urban-Rural Construction Information Communications Communication Oceans Fisheries Forestry Climate Foreign Interior
    Safety Justice Defense Defence Investment Planning SMEs Startups Development Reform Innovation Digital Small Medium
    Enterprises Youth Women Gender Equality Family Veterans Marine Maritime Ports Works Export Import Engineering
    Building Standards Testing Research Certification Disease Control Prevention Promotion Inspection Quarantine
    Exchange Cooperation Security Social Human Business Medicine Management Conservation Mining Minerals Metals Materials
    Electronics Machinery Chemical Chemistry Power Gas Oil Nuclear Technical Cultural Heritage Livestock Irrigation
    Drug Drugs Medical Media Creative Arts Public Administration Immigration Customs Taxation Revenue Statistics Data
    Regional Provincial Municipal Logistics Aviation Space Aerospace Railways Roads Emergency Disaster Mines Petroleum
    Electricity Renewable Efficiency Sanitation Hygiene Protection Assessment Evaluation Evaluation Monitoring
    Meteorology Hydrology Geology Oceanography Biology Law Economics Politics Strategy Procurement Supply Standardization
    Industrial Green Sustainable Clean Carbon Neutrality Consumer Consumers Competition Market Markets Regulation SME Waste Recycling"""
)
ROLE_WORDS = _words(
    """Minister Vice-Minister Vice President CEO CTO COO CFO Chairman Chairwoman Chairperson Chair Director Director-General
    Governor Mayor Ambassador Secretary Commissioner Administrator Professor Manager Deputy Prime Premier Spokesperson
    Spokesman Spokeswoman Head Chief Senior Executive Managing Counselor Counsellor Attache Consul Consul-General Envoy Dr
    Mr Mrs Ms Dean Rector Chancellor Founder Co-founder Co-CEO Representative Secretary-General Acting Former Prof Dr. Mr. Ms.
    Mrs. Prof. Party-Secretary Director-general Researcher Lawmaker Rep. Rep Sen. Gov. Madam King Queen Prince Owner Coordinator Vice-President
    Vice-Governor Vice-Chairman Vice-Mayor Trustee Analyst Engineer Partner Officer"""
)
EVENT_WORDS = _words(
    """Expo Exhibition Fair Forum Conference Summit Symposium Seminar Workshop Week Festival Show Congress Convention
    Roundtable Dialogue Meeting Ceremony Roadshow Competition Awards Award Day Olympics Games Briefing Exposition Biennale
    Conventions Session Challenge Hackathon Camp Talks Consultation Fest Plenary Exhibitions Fairs Matching Days Gala Matchmaking Salon Contest Carnival Bazaar Marathon Roundtables Seminars Forums Lecture Showcase"""
)
# A building, a plan or a paper, not a body.
NOT_BODIES = _words(
    """Agreement Memorandum Project Program Programme Plan Act Law Initiative Policy Strategy Report Framework Protocol
    Treaty Convention Declaration System Index Standard Standards Roadmap Convention Pavilion Hall Hotel Park Zone
    Area Street Road River Island Port Airport Station Complex Tower Building Square Campaign Pact Deal Campus Line
    Bridge Plaza Resort Stadium Palace Museum Arena Bay Lake Mountain Sea Prize Directive Regulation Cluster Corridor
    Understanding Intent Statement Guidelines Guide Month Goals Vision Mechanism Model Era Belt Family"""
)
VENUE_BEFORE_CENTER = _words(
    "Convention Exhibition Expo Conference Congress Trade Culture Cultural Sports Art Arts Event Exposition Finance Financial Shopping Community Square Media Press"
)
# Words with a capital at the beginning of sentences that belong to no name.
STARTERS = _words(
    """The A An In On At By For From With Under During After Before As To Of And But Or If When While Since Through Both
    This That These Those It Its He She They We Our Their His Her I According Meanwhile However Also Among About Following
    Participating Visiting Speaking Attending Led Held Organized Hosted Founded Established Based Currently Earlier Later
    Last Next First Second Third Fourth Some Many More Most All Each Every Other Another Such Several Two Three Four Five
    Six Seven Eight Nine Ten Officials Experts Representatives Companies Firms Exports Imports Participants Visitors
    Exhibitors Buyers Local Domestic Global Foreign Overseas Once Upon Until Despite Because Although Besides Additionally
    Furthermore Moreover Finally Starting Beginning Joining Citing Asked Signed Signing Using Building Beyond Here There
    What How Why Where Who Which Not No Yes Date Venue Place Time Period Host Hosts Organizer Organizers Co-host Theme Program Session
    Scale Photo Source Contact Title Attendees Opening Closing Despite Than New Established Notably Separately Over Within Around
    Up Only Just Even Still Now Then Today Yesterday Tomorrow Together Jointly Including Featuring Supported Sponsored Special"""
)
ACTS_AFTER = regex(
    r"(?:\s\([^()\n]{2,60}\))?(?:,)?\s(?:also\s|jointly\s|recently\s|each\s|both\s|then\s|in turn\s|separately\s)?(?:said|says|will|has|have|had|plans?|signed|sign|agreed|agrees|is|was|were|are|announced|won|exported|opened|operates|runs|hosts?|hosted|organi[sz]e[sd]?|held|holds|sent|decided|pledged|aims|proposed|expects?|intends|supplied|supplies|makes|made|developed|develops|presented|showcased|introduced|displayed|unveiled|took|attended|participated|joined|provides|provided|invested|established|launched|concluded|exchanged|explained|noted|stressed|added|set|selected|received|visited|entered|received|produces|built|builds|vowed|promised|shared|discussed|met|secured|landed|clinched|inked|demonstrated|exhibited|handles|led|leads|manages|managed|specializes|delivered|acquired|purchased|bought|sold|called|requested|reported|promotes|helps|helped|began|completed|estimates|estimated|appointed|named|ran|would|told|invests|spent|spends|closed|posted|recorded|ordered|adopted|approved|offered|offers)\b"
)
NO_ACRONYM = frozenset(
    [
        "MOU",
        "MOUS",
        "COVID",
        "ESG",
        "LED",
        "GDP",
        "USD",
        "KRW",
        "RMB",
        "CNY",
        "EUR",
        "CEO",
        "CTO",
        "COO",
        "CFO",
        "FTA",
        "RCEP",
        "SME",
        "SMES",
        "ICT",
        "IT",
        "AI",
        "IOT",
        "EV",
        "EVS",
        "LNG",
        "CCUS",
        "PM",
        "PMS",
        "VOC",
        "VOCS",
        "SUV",
        "API",
        "CES",
        "MWC",
        "COP",
        "EXPO",
        "GMT",
        "KST",
        "END",
        "SEOUL",
        "BEIJING",
        "ODA",
        "TBT",
        "SPS",
        "WWW",
        "FAQ",
        "PPP",
        "R&D",
        "B2B",
        "B2G",
        "EPC",
        "UNESCO",
        "MOA",
        "LOI",
        "NDA",
        "CBAM",
        "NDC",
        "GHG",
        "CCS",
        "VAT",
        "PPM",
    ]
)
TAIL = regex(
    r"\s(?:of|in)\s(?:the\s)?(?:People['’]s Republic of China|Republic of Korea|South Korea|Korea|China|Japan|Vietnam|Viet Nam|Indonesia|Mongolia|Thailand|Malaysia|Kazakhstan|Uzbekistan|Singapore|Philippines|Saudi Arabia|United States|UAE|United Arab Emirates)$"
)


def key_of(text: str) -> str:
    """The same for all spellings of one name: without tails, signs of firms, levels of government."""
    plain = TAIL.sub("", text).lower().replace("’", "'")
    plain = re.sub(r"\b(?:the|provincial|municipal|province|city|people's)\b", " ", plain)
    plain = re.sub(r"^(?:administrative|management) committee of ", "", plain)
    plain = re.sub(r"[,.]|\b(?:co|ltd|inc|corp|limited|llc|gmbh|plc)\b\.?", " ", plain)
    return re.sub(r"\s+", " ", plain).strip() or text.lower()
