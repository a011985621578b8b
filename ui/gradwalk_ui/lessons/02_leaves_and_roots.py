# %% [markdown] lang="en"
# # Leaves and roots
#
# Which tensors start the graph, which one ends it, and how to ask a tensor where it came from.

# %% [markdown] lang="zh"
# # 叶子与根
#
# 计算图从哪些张量开始，又在哪里结束？怎样问一个张量“你是从哪里来的”？

# %%
import torch

x = torch.tensor(10.0)
y = torch.tensor([[3.0]])
w = torch.tensor([[0.8231]], requires_grad=True)
b = torch.tensor([[0.8497]], requires_grad=True)
z = w * x + b
loss_value = torch.nn.MSELoss()(z, y)

# %% [question] lang="en"
# `z = w * x + b`. Is `z` a leaf?
#
# answer: z.is_leaf
#
# why: A recorded op has made it. Only what no recorded op has made is a leaf.

# %% [question] lang="zh"
# `z = w * x + b`。`z` 是叶子吗？
#
# answer: z.is_leaf
#
# why: 它是由一次被记录的运算造出来的。只有不经任何被记录的运算得到的张量才是叶子。

# %% [markdown] lang="en"
# ## Leaves
#
# A leaf is a tensor that no recorded op has made: data and parameters alike. `z` was computed, so
# it is not one. In the picture a leaf has square corners and docks at the op that reads it.

# %% [markdown] lang="zh"
# ## 叶子
#
# 叶子节点就是没有经过任何“被记录的运算”就得到的张量，数据和参数都算。`z` 是算出来的，所以不是叶子。图上的叶子是直角方框，停靠在使用它的运算旁边。

# %%
print(x.is_leaf)
print(w.is_leaf)
print(b.is_leaf)
print(y.is_leaf)
print(z.is_leaf)
print(loss_value.is_leaf)

# %% [question] lang="en"
# Neither `x` nor `y` wants a gradient. Is `scaled = x * y` a leaf?
#
# answer: scaled.is_leaf
#
# why: It was computed, yes, but nothing was recorded: nobody in it wants a gradient.

# %% [question] lang="zh"
# `x` 和 `y` 都不需要梯度。`scaled = x * y` 是叶子吗？
#
# answer: scaled.is_leaf
#
# why: 它确实是算出来的，但什么都没有被记录，因为参与者都不需要梯度。

# %% [markdown] lang="en"
# ## Who wants a gradient
#
# `requires_grad` is contagious: one input that wants a gradient is enough for the result to want
# one. Without such an input nothing at all is recorded, and the result is simply a new leaf.

# %% [markdown] lang="zh"
# ## 谁需要梯度
#
# `requires_grad` 会“传染”：输入里只要有一个需要梯度，结果就需要梯度。如果一个也没有，就什么都不记录，结果不过是又一个叶子。

# %%
print(z.requires_grad)
scaled = x * y
print(scaled.requires_grad)
print(scaled.is_leaf)

# %% [markdown] lang="en"
# ## Who made it
#
# `grad_fn` is how a tensor remembers its maker: the function that will carry a gradient back
# through that op. Leaves have none.

# %% [markdown] lang="zh"
# ## 是谁造的
#
# 张量靠 `grad_fn` 记住是谁造了它：这个函数负责把梯度沿着那个运算传回去。叶子没有 `grad_fn`。

# %%
print(w.grad_fn)
print(z.grad_fn.name())
print(loss_value.grad_fn.name())

# %% [markdown] lang="en"
# ## From the root down
#
# From the root you can walk all the way down. `y` wants no gradient, so where it went in there is
# None: backward will never go that way.

# %% [markdown] lang="zh"
# ## 从根走到底
#
# 从根节点出发，可以一路走到底。`y` 不需要梯度，所以它进入的那个位置是 None：反向传播永远不会走那条路。

# %%
add, target = [function for function, slot in loss_value.grad_fn.next_functions]
print(add.name())
print(target)
mul, bias = [function for function, slot in add.next_functions]
print(mul.name())
