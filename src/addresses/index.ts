export { isInternalAddress } from "./is-internal-address.js";
export { lookupPublic, refuseInternalHost, refuseInternalName } from "./refuse-internal.js";
