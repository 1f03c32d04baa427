# Photos and documents: the page behind a one-time link, and what is said of them in a conversation.

## In a conversation
upload-photo = Photo
upload-document = Document
upload-link = Send your photos or documents on this page: { $link }. It works once, within { $hours } hours.
    .sms = Send your photos or documents here: { $link } (once, within { $hours } h)
upload-here = Yes, send your photos or PDF documents here, in this conversation. They will be attached to your request.
upload-mms = Thank you. Photos do not reach us by SMS. Send them here: { $link } (once, within { $hours } h)
upload-received = Thank you, it has arrived and is attached to your request { $reference }.
upload-failed = Your file did not reach us. Send it on this page: { $link }
upload-not-kept = { $reason } Nothing was kept.

# The end of a confirmation, where a photo helps. By SMS only where no list follows it.
next-booking-photo = Choose an appointment in the next message. You can also send a photo here.
    .sms = Choose an appointment in the next message.
next-recorded-photo = An adviser is taking care of it and will write to you here. You can also send a photo here.
    .sms = An adviser deals with it and writes to you here. A photo? Reply PHOTO.

## Why a file is not kept
upload-refused-size = The file is too large: { $most } MB at most.
upload-refused-type = We only keep photos (JPEG, PNG or WebP) and PDF documents.
upload-refused-heic = This photo is in the HEIC format, which we cannot read. Take a screenshot of the photo and send that. For your next photos, on an iPhone: Settings, Camera, Formats, Most Compatible.
upload-refused-pixels = This picture is too large: { $most } million pixels at most. Take the photo again in a smaller size.
upload-refused-damaged = This file is damaged, we cannot open it. Take the photo again or send another file.
upload-refused-empty = No file was chosen, or the file is empty.
upload-refused-many = There are too many files: { $most } at most at a time.
upload-refused-full = This request already has many files. Call us to add more.

## The page
upload-page-title = Send photos or documents
upload-page-languages = Languages
upload-page-request = For your request { $reference }
upload-page-take = Take a photo
upload-page-choose = Choose photos or PDF documents
upload-page-limits = { $files } files at most, { $megabytes } MB each: photos (JPEG, PNG, WebP) or PDF documents.
upload-page-send = Send
upload-page-sending = Sending
upload-page-privacy = Only the staff of { $landlord } who deal with your request see these files. The place and the date hidden in your photos are removed. Everything is deleted at the latest { $months } months after your request ends.
upload-page-received = { $count ->
    [one] Thank you, your file has arrived. It is attached to your request { $reference }.
   *[other] Thank you, your { $count } files have arrived. They are attached to your request { $reference }.
}
upload-page-used = This link has been used. To send something else, write PHOTO to us: you will get a new link.
upload-page-expired = This link does not work any more. Write PHOTO to us: you will get a new one.
upload-page-forged = This link is not complete or does not exist. Open it from our message, or write PHOTO to us to get a new one.
upload-page-interrupted = The sending was interrupted. The connection was cut, or the files are too large. Try again with fewer files.
upload-page-which = File { $place }:
upload-page-not-kept = Nothing was kept: choose your files again.
