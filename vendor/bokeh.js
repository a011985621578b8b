/**
 * What the graph view takes from BokehJS; `npm run build` bundles it into static/vendor/.
 *
 * Only the models that are in the figure of `figure.py` are named, so that the bundle holds no
 * more. It is a module: it needs no `Bokeh` of the page around, and changes none that is there.
 */

import { Models, register_models } from "@bokeh/bokehjs/build/js/lib/base.js";
import { AllIndices } from "@bokeh/bokehjs/build/js/lib/models/filters/all_indices.js";
import { Bezier } from "@bokeh/bokehjs/build/js/lib/models/glyphs/bezier.js";
import { MultiLine } from "@bokeh/bokehjs/build/js/lib/models/glyphs/multi_line.js";
import { Rect } from "@bokeh/bokehjs/build/js/lib/models/glyphs/rect.js";
import { Scatter } from "@bokeh/bokehjs/build/js/lib/models/glyphs/scatter.js";
import { Text } from "@bokeh/bokehjs/build/js/lib/models/glyphs/text.js";
import { Plot } from "@bokeh/bokehjs/build/js/lib/models/plots/plot.js";
import { Range1d } from "@bokeh/bokehjs/build/js/lib/models/ranges/range1d.js";
import { GlyphRenderer } from "@bokeh/bokehjs/build/js/lib/models/renderers/glyph_renderer.js";
import { LinearScale } from "@bokeh/bokehjs/build/js/lib/models/scales/linear_scale.js";
import { UnionRenderers } from "@bokeh/bokehjs/build/js/lib/models/selections/interaction_policy.js";
import { Selection } from "@bokeh/bokehjs/build/js/lib/models/selections/selection.js";
import { CDSView } from "@bokeh/bokehjs/build/js/lib/models/sources/cds_view.js";
import { ColumnDataSource } from "@bokeh/bokehjs/build/js/lib/models/sources/column_data_source.js";
import { Toolbar } from "@bokeh/bokehjs/build/js/lib/models/tools/toolbar.js";
import { Notifications } from "@bokeh/bokehjs/build/js/lib/models/ui/notifications.js";

register_models({
  AllIndices,
  Bezier,
  CDSView,
  ColumnDataSource,
  GlyphRenderer,
  LinearScale,
  MultiLine,
  Notifications,
  Plot,
  Range1d,
  Rect,
  Scatter,
  Selection,
  Text,
  Toolbar,
  UnionRenderers,
});

export { Models };
export * as embed from "@bokeh/bokehjs/build/js/lib/embed/index.js";
export { version } from "@bokeh/bokehjs/build/js/lib/version.js";
