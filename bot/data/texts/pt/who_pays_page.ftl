# A página «Quem paga?».

who-pays-page-title = Quem paga esta reparação?
who-pays-page-indicative = A título indicativo, para as casas de { $landlord }. O contrato de manutenção da sua residência, o seu contrato de arrendamento e a vistoria de entrada (état des lieux) também contam. Uma pessoa pode sempre verificar o seu caso.
who-pays-page-disagree = Não concorda? Escreva-nos: um atendente vê o seu caso. Nada é decidido sem uma pessoa.
who-pays-page-search = Procurar um objeto ou um problema
who-pays-page-go = Procurar
who-pays-page-clear = Ver tudo
who-pays-page-found = Linhas encontradas: { $count }
who-pays-page-nothing = Nada encontrado com esse nome. Tente outra palavra ou pergunte a um atendente.
who-pays-page-languages = Línguas
who-pays-page-version = regras { $version }
who-pays-page-to-confirm = a confirmar por um atendente
who-pays-page-exception = { $who } se: { $facts }
who-pays-page-kind-situation = Problemas frequentes
who-pays-page-kind-item = Outros objetos
who-pays-page-kind-line = A lista do decreto 87-712
who-pays-page-column-item = Objeto ou problema
who-pays-page-column-who = Quem paga
who-pays-page-column-why = Porquê
who-pays-page-column-source = Texto (em francês)
who-pays-page-column-exceptions = Exceções
who-pays-page-who-tenant = inquilino
who-pays-page-who-landlord = senhorio (bailleur)
who-pays-page-who-contract = contrato de manutenção
who-pays-page-who-insurer = seguro
who-pays-page-who-to-be-confirmed = a confirmar
who-pays-page-who-danger-first = a segurança primeiro
