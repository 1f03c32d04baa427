# La page « Qui paie ? ».

who-pays-page-title = Qui paie pour cette réparation ?
who-pays-page-indicative = À titre indicatif, pour les logements de { $landlord }. Le contrat d'entretien de votre résidence, votre bail et l'état des lieux comptent aussi. Une personne peut toujours vérifier votre cas.
who-pays-page-disagree = Vous n'êtes pas d'accord ? Écrivez-nous : un conseiller regarde votre cas. Rien n'est décidé sans l'avis d'une personne.
who-pays-page-search = Chercher un objet ou un problème
who-pays-page-go = Chercher
who-pays-page-clear = Voir tout
who-pays-page-found = Lignes trouvées : { $count }
who-pays-page-nothing = Rien trouvé sous ce nom. Essayez un autre mot, ou demandez à un conseiller.
who-pays-page-languages = Langues
who-pays-page-version = règles { $version }
who-pays-page-to-confirm = à confirmer par un conseiller
who-pays-page-exception = { $who } si : { $facts }
who-pays-page-kind-situation = Problèmes courants
who-pays-page-kind-item = Autres objets
who-pays-page-kind-line = La liste du décret 87-712
who-pays-page-column-item = Objet ou problème
who-pays-page-column-who = Qui paie
who-pays-page-column-why = Pourquoi
who-pays-page-column-source = Texte
who-pays-page-column-exceptions = Exceptions
who-pays-page-who-tenant = locataire
who-pays-page-who-landlord = bailleur
who-pays-page-who-contract = contrat d'entretien
who-pays-page-who-insurer = assurance
who-pays-page-who-to-be-confirmed = à confirmer
who-pays-page-who-danger-first = sécurité d'abord
