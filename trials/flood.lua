-- What `cargo xtask bench flood` lets wrk send: tickets that the proxy refuses, each for another reason.

local ticket = '{"subject":"Flood","departmentId":"1892000000006907","contact":{"lastName":"Nobody"}}'
local key = "3f8a1c52-9d0e-4b7a-8c61-2e5d7f90ab34"

local function post(origin, idempotency_key)
  local headers = { ["Content-Type"] = "application/json", ["Origin"] = origin, ["Idempotency-Key"] = idempotency_key }
  return { headers = headers, body = ticket }
end

local requests = {
  post("https://evil.example", key), -- 403: another website
  post("https://shop.example.com", "1"), -- 400: no key
  post("https://shop.example.com.evil.example", key), -- 403: a website with a name like ours
  post(nil, nil), -- 400: no key at all
}

local ready, count, threads = {}, 0, {}
refused, other = 0, 0

function setup(thread)
  table.insert(threads, thread)
end

function init()
  for index, request in ipairs(requests) do
    ready[index] = wrk.format("POST", "/api/v1/tickets", request.headers, request.body)
  end
end

function request()
  count = count + 1
  return ready[count % #ready + 1]
end

function response(status)
  if status == 400 or status == 403 then refused = refused + 1 else other = other + 1 end
end

function done(summary)
  local sums = { refused = 0, other = 0 }
  for _, thread in ipairs(threads) do
    sums.refused = sums.refused + thread:get("refused")
    sums.other = sums.other + thread:get("other")
  end
  local lost = summary.errors
  local broken = lost.connect + lost.read + lost.write + lost.timeout
  print(string.format("refused %d, else %d", sums.refused, sums.other + broken))
end
