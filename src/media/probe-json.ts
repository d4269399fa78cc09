/** ffprobe's JSON, as far as it is read; every key may be missing. */
export interface ProbeJson {
  format?: {
    format_name?: string;
    start_time?: string;
    duration?: string;
    size?: string;
    bit_rate?: string;
    tags?: Record<string, string>;
  };
  streams?: ProbeStream[];
  programs?: { streams?: { index: number }[] }[];
  /** Where parts of the file were decoded. */
  packets_and_frames?: DecodedEntry[];
  chapters?: { start_time?: string; end_time?: string; tags?: Record<string, string> }[];
}

export interface ProbeStream {
  index: number;
  codec_type?: string;
  codec_name?: string;
  codec_tag_string?: string;
  profile?: string;
  level?: number;
  width?: number;
  height?: number;
  sample_aspect_ratio?: string;
  pix_fmt?: string;
  bits_per_raw_sample?: string;
  field_order?: string;
  color_range?: string;
  color_space?: string;
  color_transfer?: string;
  color_primaries?: string;
  r_frame_rate?: string;
  avg_frame_rate?: string;
  channels?: number;
  channel_layout?: string;
  sample_rate?: string;
  start_time?: string;
  duration?: string;
  bit_rate?: string;
  nb_frames?: string;
  disposition?: Record<string, number>;
  tags?: Record<string, string>;
  closed_captions?: number;
  side_data_list?: {
    side_data_type?: string;
    rotation?: number | string;
    dv_profile?: number;
    dv_bl_signal_compatibility_id?: number;
  }[];
}

export interface DecodedEntry {
  type?: "packet" | "frame";
  /** Of a packet. */
  codec_type?: string;
  /** Of a frame. */
  media_type?: string;
  key_frame?: number;
  pts_time?: string;
  /** What builds before 5.0 call it. */
  pkt_pts_time?: string;
}
