/** ffprobe's JSON, as far as it is read; every key may be missing. */
export interface ProbeJson {
  format?: {
    format_name?: string;
    duration?: string;
    size?: string;
    bit_rate?: string;
    tags?: Record<string, string>;
  };
  streams?: ProbeStream[];
  programs?: { streams?: { index: number }[] }[];
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
