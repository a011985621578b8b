/**
 * The renderers of our figure: Bokeh's own, without what they do at each painting and change that
 * our picture has no use for. Theirs have five views of a glyph, for what is selected, muted or
 * hovered too.
 */

const NAME = "gradwalk.Renderer"; // as ui/gradwalk_ui/figure.py says

/** Make them known to a BokehJS, once. @param {any} models */
export function registerRenderer(models) {
  if (models.get(NAME)) return;
  const OfGlyphs = models.GlyphRenderer.prototype.default_view;

  class RendererView extends OfGlyphs {
    async lazy_initialize() {
      await Object.getPrototypeOf(OfGlyphs.prototype).lazy_initialize.call(this);
      this.cds_view = await built(this.model.view, this);
      this.glyph = await built(this.model.glyph, this);
      this.selection_glyph =
        this.nonselection_glyph =
        this.muted_glyph =
        this.decimated_glyph =
          this.glyph;
      // Its element holds nothing; the canvas is another's
      this.position.replace(":host { display: none; }");
      // None has to be fetched
      if (this.glyph.visuals.text) this.glyph.visuals.text._assert_font = () => {};
      await this.set_data();
    }

    update_position() {}

    children_views() {
      return [...new Set(super.children_views())];
    }

    async set_data(indices) {
      const { data } = this.model.data_source;
      this.all_indices = this.model.view.indices;
      await this.glyph.set_data(this.model.data_source, this.all_indices, indices);
      // Else there is newer data, whose turn is next
      if (data === this.model.data_source.data) await this.set_visuals();
    }

    async set_visuals() {
      this.glyph.set_visuals(this.model.data_source, this.all_indices);
      this.glyph.after_visuals();
      await this.glyph.after_lazy_visuals();
    }

    /**
     * What is in sight, at each painting. Bokeh tells its mappers of colours, and brings all
     * visuals up to date for them.
     */
    _update_masked_indices() {
      return this.glyph.mask_data();
    }

    map_data() {
      this.glyph.map_data();
    }
  }

  class Renderer extends models.GlyphRenderer {}
  Renderer.__qualified__ = NAME;
  Renderer.prototype.default_view = RendererView;
  models.register(Renderer);
}

/** As BokehJS builds a view. @param {any} model @param {any} parent */
async function built(model, parent) {
  const view = new model.default_view({ model, parent });
  view.initialize();
  await view.lazy_initialize();
  view.connect_signals();
  return view;
}
