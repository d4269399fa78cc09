/** What a direction to press or open something comes to where there is nothing to press. */
export interface GuiAction {
  /**
   * `export` runs the export, `state` and `timeline` read the state, `credits` the balance; `edit` is sent as an edit,
   * `call` has no counterpart of its own and goes through the API.
   */
  kind: "export" | "state" | "credits" | "edit" | "timeline" | "call";
  /** What was to be pressed, opened or dragged, in the text's own words. */
  target?: string;
}
