/**
 * Mouse, pen and fingers over the graph: drag pans, wheel and pinch zoom, a tap selects.
 */

const TAP = 6; // pixels a pointer may wander in a tap
const WHEEL = 0.0016; // zoom for each pixel of wheel travel, as an exponent
const LINE = 16; // pixels of a wheel's line

/**
 * @param {HTMLElement} surface
 * @param {object} on
 * @param {(dx: number, dy: number) => void} on.pan
 * @param {(factor: number, x: number, y: number) => void} on.zoom
 * @param {(x: number, y: number) => void} on.tap
 * @param {(x: number, y: number) => void} on.hover
 * @param {() => void} on.leave
 * @returns {() => void} stop listening
 */
export function followPointer(surface, on) {
  /** @type {Map<number, {x: number, y: number}>} */
  const down = new Map();
  let wandered = 0;

  /** @param {MouseEvent} event */
  const place = (event) => {
    const box = surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };

  /** @param {PointerEvent} event */
  const press = (event) => {
    if (event.button !== 0) return;
    surface.setPointerCapture(event.pointerId);
    down.set(event.pointerId, place(event));
    wandered = down.size === 1 ? 0 : Infinity; // two fingers never tap
    on.leave();
  };

  /** @param {PointerEvent} event */
  const move = (event) => {
    const at = place(event);
    const last = down.get(event.pointerId);
    if (!last) {
      if (event.pointerType !== "touch") on.hover(at.x, at.y);
      return;
    }
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    wandered += Math.hypot(at.x - last.x, at.y - last.y);
    if (other) {
      const before = Math.hypot(last.x - other.x, last.y - other.y);
      const after = Math.hypot(at.x - other.x, at.y - other.y);
      on.pan((at.x - last.x) / 2, (at.y - last.y) / 2);
      if (before > 0) on.zoom(after / before, (at.x + other.x) / 2, (at.y + other.y) / 2);
    } else if (wandered > TAP) {
      surface.style.cursor = "grabbing";
      on.pan(at.x - last.x, at.y - last.y);
    }
    down.set(event.pointerId, at);
  };

  /** @param {PointerEvent} event */
  const release = (event) => {
    const last = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (down.size === 0) surface.style.cursor = "";
    if (last && event.type === "pointerup" && wandered <= TAP) on.tap(last.x, last.y);
  };

  /** @param {WheelEvent} event */
  const wheel = (event) => {
    event.preventDefault();
    const at = place(event);
    const travel = event.deltaY * (event.deltaMode === 1 ? LINE : 1) * (event.ctrlKey ? 4 : 1);
    on.zoom(Math.exp(-travel * WHEEL), at.x, at.y);
  };

  const leave = () => on.leave();
  surface.addEventListener("pointerdown", press);
  surface.addEventListener("pointermove", move);
  surface.addEventListener("pointerup", release);
  surface.addEventListener("pointercancel", release);
  surface.addEventListener("pointerleave", leave);
  surface.addEventListener("wheel", wheel, { passive: false });
  return () => {
    surface.removeEventListener("pointerdown", press);
    surface.removeEventListener("pointermove", move);
    surface.removeEventListener("pointerup", release);
    surface.removeEventListener("pointercancel", release);
    surface.removeEventListener("pointerleave", leave);
    surface.removeEventListener("wheel", wheel);
  };
}
