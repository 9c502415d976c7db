"""Examples that several spin rules share: whole stories, because a rule that reads the document needs one to read."""

WRITTEN = """\
The mayor said on Tuesday that law enforcement would get more officers next year. In the past month alone, police have
answered more than two hundred calls from the old harbour, where fights and theft have become a problem for the people
who live there. The prime minister has promised money for new street lights, and the city council will vote on the plan
in March.

Local business owners welcomed the news. "We have waited a long time for this," said one of them, who runs a small
restaurant near the market. Human rights groups were less happy. They say that more police on the streets will not solve
the problem as long as young people have no jobs, and they want the council to spend part of the money on schools. The
mayor said he would meet them next week.
"""

SPUN = """\
The mayor mentioned on Tuesday that legislation enforcement could get extra officials subsequent yr. Within the beyond
month by myself, police have replied greater than two hundred calls from the vintage harbour, wherein fights and robbery
have turn out to be a hassle for the human beings who stay there. The high minister has promised cash for brand new
avenue lighting, and the town council will vote at the plan in March.

Neighborhood commercial enterprise proprietors welcomed the information. "We've waited a protracted time for this,"
stated certainly one of them, who runs a small eating place close to the marketplace. Human rights teams had been less
glad. They say that extra police on the streets will no longer resolve the hassle as long as younger humans haven't any
jobs, and they need the council to spend a part of the cash on faculties. The mayor stated he could meet them
subsequent week.
"""

# Marked with what each rule finds in SPUN; after a new lexicon, mark anew what has moved (see CONTRIBUTING).

SPUN_WORDS = """\
The mayor <<mentioned>> on Tuesday that legislation enforcement could get extra officials subsequent yr. Within the <<beyond>>
month by <<myself>>, police have replied greater than two hundred calls from the <<vintage>> harbour, <<wherein>> fights and <<robbery>>
<<have>> <<turn>> out to be a <<hassle>> for the human beings who <<stay>> there. The high minister has promised <<cash>> for brand new
avenue lighting, and the town council will vote at the <<plan>> in March.

Neighborhood commercial enterprise proprietors welcomed the <<information>>. "We've waited a protracted time for this,"
<<stated>> <<certainly>> one of them, who runs a <<small>> eating <<place>> close to the <<marketplace>>. Human rights teams had been less
<<glad>>. They say that <<extra>> police on the streets <<will>> no longer <<resolve>> the <<hassle>> as long as younger humans haven't any
jobs, and they <<need>> the council to spend a part of the cash on <<faculties>>. The mayor <<stated>> he could meet them
subsequent week.
"""

SPUN_EXPRESSIONS = """\
The mayor mentioned on Tuesday that <<legislation enforcement>> could get <<extra officials>> <<subsequent yr>>. Within the beyond
month by myself, police have <<replied greater than>> two hundred calls from the vintage harbour, wherein fights and robbery
have turn out to be a hassle for the human beings who stay there. The high minister has promised cash for brand new
<<avenue lighting>>, and the town council will vote at the plan in March.

<<Neighborhood commercial>> <<enterprise proprietors>> welcomed the information. "We've waited a <<protracted time>> for this,"
stated certainly one of them, who runs a small eating place close to the marketplace. Human <<rights teams>> had been less
glad. They say that extra police on the streets will no longer resolve the hassle as long as <<younger humans>> haven't any
jobs, and they need the council to spend a part of the cash on faculties. The mayor stated he could meet them
<<subsequent week>>.
"""

SPUN_TITLES = """\
The mayor mentioned on Tuesday that legislation enforcement could get extra officials subsequent yr. Within the beyond
month by myself, police have replied greater than two hundred calls from the vintage harbour, wherein fights and robbery
have turn out to be a hassle for the human beings who stay there. The <<high minister>> has promised cash for brand new
avenue lighting, and the <<town council>> will vote at the plan in March.

Neighborhood commercial enterprise proprietors welcomed the information. "We've waited a protracted time for this,"
stated certainly one of them, who runs a small eating place close to the marketplace. Human rights teams had been less
glad. They say that extra police on the streets will no longer resolve the hassle as long as younger humans haven't any
jobs, and they need the council to spend a part of the cash on faculties. The mayor stated he could meet them
subsequent week.
"""

SPUN_DENSITY = (
    "<<The mayor mentioned on Tuesday that legislation enforcement could get extra officials subsequent yr. Within the beyond>>"
    + SPUN.removeprefix(
        "The mayor mentioned on Tuesday that legislation enforcement could get extra officials subsequent yr. Within the beyond"
    )
)
