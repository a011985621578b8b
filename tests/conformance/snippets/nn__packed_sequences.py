# Sequences packed: what is packed, runs of RNN, LSTM and GRU over them, projections
# tier: 2
import torch
from torch.nn.utils.rnn import *
torch.set_printoptions(precision=3)
torch.manual_seed(0)
seqs=[torch.randn(3,2),torch.randn(5,2),torch.randn(1,2)]
x=pad_sequence(seqs,batch_first=True).requires_grad_()
p=pack_padded_sequence(x,[3,5,1],batch_first=True,enforce_sorted=False); print(p)
print(p.data.grad_fn, p.batch_sizes, p.sorted_indices, p.unsorted_indices)
f=p.data.grad_fn; print(sorted(n for n in dir(f) if n.startswith('_saved')), f._saved_result1, f._saved_batch_first, f._saved_input_sym_sizes, [type(e[0]).__name__ for e in f.next_functions])
for C in (torch.nn.RNN,torch.nn.LSTM,torch.nn.GRU):
    p=pack_padded_sequence(x,torch.tensor([3,5,1]),batch_first=True,enforce_sorted=False)
    m=C(2,3)
    o,h=m(p); print(type(o), o.data.grad_fn, o.data.shape); print(o.data)
    print(h)
    y,l=pad_packed_sequence(o,batch_first=True); print(y.shape,y.grad_fn,l); y.pow(2).sum().backward(); print(x.grad); x.grad=None
    print(m.weight_hh_l0.grad)
    p=pack_padded_sequence(x,[3,5,1],batch_first=True,enforce_sorted=False)
    m=C(2,3,num_layers=2,bidirectional=True); o,h=m(p); print(o.data, h, o.data.grad_fn)
    h0=torch.randn(4,3,3)
    o,h=m(p,(h0,h0*2) if C is torch.nn.LSTM else h0); print(o.data,h)
    y,l=pad_packed_sequence(o,padding_value=-1.,total_length=6); print(y[:,0], y.grad_fn, l)
    y.sum().backward(); print(x.grad); x.grad=None
s=[torch.tensor([1,2,3]),torch.tensor([4,5]),torch.tensor([6])]
p=pack_sequence(s); print(p, pad_packed_sequence(p), unpack_sequence(p)); print(p.to(torch.float64), p.float().data.dtype, p.is_cuda)
q=pack_padded_sequence(x,[5,3,1],batch_first=True); y,l=pad_packed_sequence(q,batch_first=True); print(y.grad_fn,l); y,l=pad_packed_sequence(q); print(y.grad_fn)
m=torch.nn.GRU(2,3); o,h=m(q); print(o.data.grad_fn,h.grad_fn, o.sorted_indices)
g,=torch.autograd.grad((q.data**3).sum(),x,create_graph=True); g.sum().backward(); print(x.grad)
m=torch.nn.LSTM(2,4,proj_size=2,num_layers=2,bidirectional=True,bias=False); print(m, [n for n,_ in m.named_parameters()],[tuple(p.shape) for p in m.parameters()])
o,(h,c)=m(x.detach()); print(o.shape,h.shape,c.shape,o.sum(),h,c); o.sum().backward(); print(m.weight_hr_l0.grad)
m=torch.nn.LSTM(2,4,proj_size=3); o,(h,c)=m(q); print(o.data, h, c); m.flatten_parameters(); print(len(m.all_weights), len(m.all_weights[0]), m.state_dict().keys())
print(invert_permutation(torch.tensor([2,0,1])))
u=pad_sequence(s); print(unpad_sequence(u,torch.tensor([3,2,1]))); print(u.shape)
