import type { MaterialId } from '@glosa/domain/model'
import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'

/** Shows pictures from where the material keeps them; readable by whoever may read the material. */
export const pictureView =
  (materialId: MaterialId) =>
  (node: Node): NodeView => {
    const { blob, alt, width } = node.attrs
    const image = document.createElement('img')
    image.alt = typeof alt === 'string' ? alt : ''
    if (typeof blob === 'string' && blob) image.src = `/api/v1/materials/${materialId}/pictures/${blob}`
    if (typeof width === 'number') image.width = width
    return { dom: image }
  }
