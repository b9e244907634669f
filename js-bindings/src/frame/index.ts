/** `keyseal/frame`: the generator in a sandboxed frame of its own. */

export { connectFrame, type FrameConnection, type FrameOptions } from "./host.js";
export type { FrameGenerated, FrameState } from "./messages.js";
