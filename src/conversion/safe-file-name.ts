// Controls, and marks that turn the direction of a text: a name that ends in .exe would look like one that ends in .mp4.
const invisible = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;
// In bytes of UTF-8; file systems take 255, and temporary names and endings are added.
const longest = 180;
// In characters: of a longer one only the end is looked at.
const mostRead = 2000;

/**
 * The name of a file that came from elsewhere (a network, a Blob), as one that can be written on any system and leads out of
 * no folder. Pure.
 *
 * @param otherwise where nothing is left of the name
 */
export function safeFileName(name: string, otherwise: string): string {
  const last = name
    .slice(-mostRead)
    .replace(/^.*[/\\]/s, "")
    .replace(invisible, "");
  const plain = last
    .replace(/[<>:"|?*]/g, "_")
    .replace(/^[\s.-]+|[\s.]+$/g, "")
    .replace(reserved, "_$&");
  return plain === "" ? otherwise : shortened(plain);
}

/** Loses its middle where it is too long: the ending says what it is. */
function shortened(name: string): string {
  const ending = /\.[a-z\d]{1,10}$/i.exec(name)?.[0] ?? "";
  let stem = "";
  let bytes = ending.length;
  for (const character of name.slice(0, name.length - ending.length)) {
    bytes += new TextEncoder().encode(character).length;
    if (bytes > longest) break;
    stem += character;
  }
  return stem + ending;
}
