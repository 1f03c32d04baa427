// The button that sends a photo or a document: shown where the server takes them, usable with a keyboard.

import { build } from "./build.js";

// A telephone that is asked for these, and not for HEIC, turns its photos into JPEG by itself.
const ACCEPTED = "image/jpeg,image/png,image/webp,application/pdf";
const THUMBNAIL = 160; // pixels

/** A small picture of a photo, drawn here: the page's policy needs to allow nothing. Null where it cannot be read. */
const thumbnail = async (file) => {
  if (!file.type.startsWith("image/")) return null;
  try {
    const picture = await createImageBitmap(file, { resizeWidth: THUMBNAIL, resizeQuality: "medium" });
    const canvas = build("canvas", { class: "thumbnail", width: picture.width, height: picture.height, "aria-hidden": "true" });
    canvas.getContext("2d").drawImage(picture, 0, 0);
    return canvas;
  } catch {
    return null;
  }
};

/**
 * `log`, `link`, `texts` of the widget; `say(text)` shows a problem; `sent()` is called once the server has a file.
 */
export class ChatAttach {
  constructor({ log, link, texts, newId, say, sent }) {
    Object.assign(this, { log, link, texts, newId, say, sent });
    this.most = 0;
    this.chooser = build("input", { type: "file", class: "unseen", accept: ACCEPTED, multiple: "", tabindex: "-1", "aria-hidden": "true" });
    this.button = build("button", { type: "button", class: "attach", "aria-label": texts.attach, title: texts.attach, hidden: "" },
      build("span", { "aria-hidden": "true" }, "+"));
    this.button.onclick = () => this.chooser.click();
    this.chooser.onchange = async () => {
      const files = [...this.chooser.files];
      this.chooser.value = "";
      for (const file of files) await this.send(file);
    };
  }

  /** The server takes files of so many bytes; 0: none. */
  takes(most) {
    this.most = most ?? 0;
    this.button.hidden = !this.most;
  }

  async send(file) {
    this.say("");
    if (file.size > this.most) {
      this.say(this.texts.fileTooLarge(Math.floor(this.most / 1e6)));
      return;
    }
    const id = this.newId();
    this.log.addOwn(id, file.type === "application/pdf" ? this.texts.document : this.texts.photo);
    const picture = await thumbnail(file);
    if (picture) this.log.picture(id, picture);
    try {
      await this.link.sendFile(id, file, (part) => this.log.mark(id, this.texts.sendingPart(Math.round(100 * part))));
      this.sent();
    } catch (error) {
      this.log.remove(id);
      this.say(error.code?.startsWith("file_") ? error.message : this.texts.fileFailed);
    }
  }
}
