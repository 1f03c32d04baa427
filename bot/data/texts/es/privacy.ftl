# Quién escribe y qué se puede pedir sobre los propios datos.

identity-ask-name = Para abrir su expediente, compruebo que es usted. ¿Cuáles son su nombre y apellidos?
identity-ask-address = Gracias. ¿Cuál es la dirección de su vivienda (número, calle, ciudad)?
identity-code-sent = Si tenemos un número de teléfono de esta persona, le llega un código de 6 cifras por SMS. Escríbalo aquí antes de { $minutes } minutos. ¿No llega? Un asesor puede ayudarle.
identity-code = { $landlord }: su código es { $code }, válido { $minutes } minutos. Alguien pide ver su expediente. Si no es usted, no dé este código a nadie.
identity-wrong-code = Este código no es correcto. Compruebe las 6 cifras. Intentos restantes: { $left }.
identity-code-over = Este código ya no sirve. Puede pedir otro o hablar con un asesor.
identity-wait = Aquí ya se han pedido varios códigos. Inténtelo dentro de una hora o hable con un asesor.
identity-proven = Gracias { $name }, le he reconocido. ¿Qué quiere ver?
who-writes = Varias personas usan este número. ¿Quién escribe?
which-dwelling = Tiene varias viviendas con nosotros. ¿De cuál se trata?
speaker-noted = Gracias, anotado.
share-number = Enviar mi número
privacy-menu = Sus datos personales: ¿qué quiere hacer?
matter-privacy = Anotado, solicitud { $reference }: respondemos sobre sus datos a más tardar el { $day }. Ahora mismo puede:
privacy-summary = Guardamos su nombre, su número, su dirección, { $requests ->
    [one] 1 solicitud
   *[other] { $requests } solicitudes
 }, { $messages } mensajes y { $appointments } citas. Los mensajes se borran a los { $months } meses.
privacy-export = Todos sus datos están aquí, para abrir una sola vez, antes de { $hours } horas: { $link }
privacy-correct = ¿Qué hay que corregir?
privacy-correct-noted = Anotado, solicitud { $reference }: un asesor le pedirá el dato correcto y corregirá su expediente a más tardar el { $day }.
privacy-dpo = Delegado de protección de datos: { $dpo }. Le pasamos su solicitud { $reference }, respuesta a más tardar el { $day }. También puede acudir a la CNIL (cnil.fr).
privacy-erase-confirm = Borrar sus datos: aquí se eliminan sus mensajes, su nombre y su número, y se anulan sus solicitudes en curso. Es definitivo. No afecta a su contrato. ¿Confirma?
privacy-erase-soon = Anotado, solicitud { $reference }: sus datos se borran en una hora. Este es nuestro último mensaje. Siempre podrá volver a escribirnos.
privacy-erase-deferred = Solicitud { $reference } anotada. { $reason } El borrado espera a que termine (hacia el { $until }). Después una persona decide y le responde a más tardar el { $day }.
privacy-reason-emergency = Hay una urgencia en curso en su casa.
privacy-reason-incident = Un técnico se ocupa de una avería en su casa.
privacy-reason-appointment = Hay una cita prevista en su casa.
privacy-erase-kept = De acuerdo, no se borra nada.
privacy-page-title = Sus datos
privacy-page-intro = Esta página muestra todo lo que { $landlord } guarda de usted en su asistencia. Se abre una sola vez. Ábrala cuando esté a solas ante la pantalla.
privacy-page-open = Mostrar mis datos
privacy-page-download = Descargar el archivo (JSON)
privacy-page-over = Esta dirección ya se usó o ha caducado. Pida otra en la conversación.
privacy-page-messages = Mensajes
choice-prove = ver mi expediente
choice-someone-else = otra persona
choice-no-dwelling = ninguna, otra pregunta
choice-my-appointment = mi cita
choice-my-data = mis datos personales
choice-privacy-see = ver lo que guardan
choice-privacy-export = recibir todo
choice-privacy-correct = corregir
choice-privacy-erase = borrar
choice-privacy-dpo = escribir al delegado (DPD)
choice-privacy-correct-name = mi nombre
choice-privacy-correct-number = mi número
choice-change-language = mi idioma
choice-privacy-erase-yes = sí, borrar todo
choice-privacy-erase-no = no, conservar
