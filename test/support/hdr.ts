/** A display as BT.2020 masters are made on, and its light, for x265. */
export const hdr10Parameters = [
  "log-level=error",
  "hdr10=1",
  "repeat-headers=1",
  "master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)",
  "max-cll=1000,400",
  "colorprim=bt2020",
  "transfer=smpte2084",
  "colormatrix=bt2020nc",
].join(":");
