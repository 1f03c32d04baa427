# Who pays: for guidance, never a refusal.

who-pays-tenant = For guidance only, { $problem }: in principle yours to pay. { $depends }
    .sms = For guidance, { $problem }: in principle yours. { $depends }
who-pays-landlord = For guidance only, { $problem }: it is for us, your landlord, to deal with. { $depends }
    .sms = For guidance, { $problem }: for us, the landlord. { $depends }
who-pays-depends = For guidance only, { $problem }: it depends on the cause. { $depends }
    .sms = For guidance, { $problem }: it depends. { $depends }
who-pays-contract = For guidance only, { $problem }: your residence has a maintenance contract, { $firm } deals with it as part of your charges. Otherwise: { $depends }
    .sms = For guidance, { $problem }: your residence has a contract, { $firm } deals with it.
who-pays-no-exception = Your lease and the move-in inventory count too.
who-pays-ask = What is it about? I will tell you who pays.
who-pays-open = Tell me what it is about, for example "the tap washer", and I will tell you who pays in principle.
who-pays-basis = French law: { $basis }. An adviser can check your case.
who-pays-basis-to-confirm = French law: { $basis }. This point is to be confirmed: an adviser can check your case.
    .sms = French law: { $basis }. To be confirmed by an adviser.
