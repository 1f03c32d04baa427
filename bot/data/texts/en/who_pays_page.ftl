# The page "Who pays?".

who-pays-page-title = Who pays for this repair?
who-pays-page-indicative = For guidance only, for the homes of { $landlord }. The maintenance contract of your residence, your lease and the move-in inventory count too. A person can always check your case.
who-pays-page-disagree = You do not agree? Write to us: an adviser looks at your case. Nothing is decided without a person.
who-pays-page-search = Look for a thing or a problem
who-pays-page-go = Search
who-pays-page-clear = Show all
who-pays-page-found = Lines found: { $count }
who-pays-page-nothing = Nothing found under this name. Try another word, or ask an adviser.
who-pays-page-languages = Languages
who-pays-page-version = rules { $version }
who-pays-page-to-confirm = to be confirmed by an adviser
who-pays-page-exception = { $who } if: { $facts }
who-pays-page-kind-situation = Common problems
who-pays-page-kind-item = Other things
who-pays-page-kind-line = The list of decree 87-712
who-pays-page-column-item = Thing or problem
who-pays-page-column-who = Who pays
who-pays-page-column-why = Why
who-pays-page-column-source = Text (in French)
who-pays-page-column-exceptions = Exceptions
who-pays-page-who-tenant = tenant
who-pays-page-who-landlord = landlord
who-pays-page-who-contract = maintenance contract
who-pays-page-who-insurer = insurance
who-pays-page-who-to-be-confirmed = to be confirmed
who-pays-page-who-danger-first = safety first
