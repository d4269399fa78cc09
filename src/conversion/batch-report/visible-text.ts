/**
 * A name, or a message that may hold one, as it can be shown: characters that turn the direction of what follows, so that
 * "4pm.exe" reads as "exe.mp4", and those that nothing shows are spelled out. Letters of right-to-left scripts stay what they are.
 */
export function visibleText(text: string): string {
  return text.replace(deceptive, (character) => {
    return `⟨U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}⟩`;
  });
}

// eslint-disable-next-line no-control-regex -- they are what is looked for
const deceptive = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A relative path as a link; a name such as `javascript:x.mp4` stays a name. */
export function relativeLink(path: string): string {
  return `./${path.split("/").map(encodeURIComponent).join("/")}`;
}
